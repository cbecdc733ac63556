-- Purpose: erase the reasons of a session's judgements in all its versions, on request.
-- Grain: one row per version and factor.
-- Parameters: $id the session
-- Caller: di_data.register.erasure.
update factor_rating set
    reason = null
where session = $id::uuid
