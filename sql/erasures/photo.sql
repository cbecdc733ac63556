-- Purpose: erase a photo in all its versions, on request.
-- Grain: one row per version.
-- Parameters: $id the photo
-- Caller: di_data.register.erasure.
update photo set
    content = ''::blob
where id = $id::uuid
