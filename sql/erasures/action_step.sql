-- Purpose: erase the steps of an action in all its versions, on request.
-- Grain: one row per version and step.
-- Parameters: $id the action, $mark what stands where a text must stand
-- Caller: di_data.register.erasure.
update action_step set
    text = $mark
where action = $id::uuid
