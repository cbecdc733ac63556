-- Purpose: a delivery that counts and was made of the same bytes in the same way.
-- Grain: one row per such delivery.
-- Parameters: $sha256, $kind, $profile, $first_period of the file at hand
-- Caller: di_data.loading.deliver.
select
    d.id,
    d.loaded_at
from current_delivery as d
inner join delivery as whole on whole.id = d.id
where d.sha256 = $sha256
    and d.kind = $kind
    and d.profile = $profile
    and coalesce(whole.first_period, '') = coalesce($first_period, '')
