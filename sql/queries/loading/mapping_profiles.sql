-- Purpose: the newest version of the mapping profiles that users saved, retired ones too.
-- Grain: one row per profile.
-- Parameters: $profile of one profile, or null for all
-- Caller: di_data.register.mapping_profiles, di_data.loading.mapping.saved_profiles, di_data.reports.mapping_profiles.
select
    p.name,
    p.version,
    p.valid_from,
    p.changed_by,
    p.kind,
    p.content,
    p.active
from current_mapping_profile as p
where $profile is null or p.name = $profile
order by p.valid_from desc
