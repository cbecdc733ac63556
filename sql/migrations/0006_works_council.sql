-- Purpose: the voice of the works council: rounds of question and answer, and its advice and consent requests.
-- A question that was answered and asked again has another round; the rounds before it stand in its earlier versions.
-- Terms of added columns are held by the vocabulary of the code: a check cannot be added to a table that exists. So a
-- question about a decision has `about_kind` 'general' and names the decision in `about`.

alter table remark add column round integer;
alter table remark add column follow_up text;
alter table remark add column asked_by text;
alter table remark add column asked_at timestamp;
alter table remark add column answered_as text;
alter table remark add column answered_at timestamp;

-- A request to the works council for advice (WOR art. 25) or consent (art. 27).
create table consultation (
    id uuid not null,
    version integer not null,
    valid_from timestamp not null,
    changed_by text not null,
    removed boolean,
    kind text not null,
    subject text not null,
    article text,
    requested_on date not null,
    due_on date,
    outcome text,
    outcome_on date,
    note text,
    primary key (id, version),
    check (version >= 1),
    check (kind in ('advice', 'consent')),
    check (length(trim(subject)) > 0),
    check (due_on is null or due_on >= requested_on),
    check (outcome in ('positive', 'negative', 'conditional', 'withdrawn')),
    check ((outcome is null) = (outcome_on is null)),
    check (outcome_on is null or outcome_on >= requested_on)
);
