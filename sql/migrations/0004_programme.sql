-- Purpose: the whole dialogue card, and the programme from a goal to an evaluated action.
-- Columns are added to the tables of records; a check cannot be added to a table that exists, so their terms are held
-- by the vocabulary of the code. `removed` marks a version that takes its record away; nothing is deleted.
-- Kinds to which no other record refers (notes, stakeholders, …) have no row in `record`: its check on the kind cannot
-- be widened. See docs/decisions/0003-one-record-table.md.

alter table dialogue_session add column removed boolean;
alter table goal_proposal add column removed boolean;
alter table solution_direction add column removed boolean;
alter table frame add column removed boolean;
alter table next_step add column removed boolean;
alter table photo add column removed boolean;
alter table goal add column removed boolean;
alter table goal_target add column removed boolean;
alter table action add column removed boolean;
alter table check_in add column removed boolean;
alter table evaluation add column removed boolean;
alter table decision add column removed boolean;
alter table remark add column removed boolean;
alter table programme_step add column removed boolean;

-- The card: open while the session runs, at which of its eight steps, and what each step brought.
alter table dialogue_session add column status text;
alter table dialogue_session add column step integer;
alter table dialogue_session add column meaning text;
alter table dialogue_session add column results text;
alter table dialogue_session add column success_reasons text;
alter table dialogue_session add column choice_reason text;
alter table dialogue_session add column take_along text;
alter table dialogue_session add column intentions text;
alter table goal_proposal add column role text;
alter table next_step add column started_with text;

-- Goals: where they come from, which departments take part, further indicators.
alter table goal add column theme text;
alter table goal add column session uuid;
alter table goal_target add column indicator text;

create table goal_unit (
    goal uuid not null,
    version integer not null,
    unit uuid not null references record (id),
    primary key (goal, version, unit),
    foreign key (goal, version) references goal (id, version)
);

create table goal_indicator (
    goal uuid not null,
    version integer not null,
    indicator text not null,
    direction text,
    baseline double,
    baseline_period text,
    primary key (goal, version, indicator),
    foreign key (goal, version) references goal (id, version),
    check (direction in ('lower', 'higher'))
);

-- Actions: the expectation as a figure, several phases, steps, dated notes.
alter table action add column session uuid;
alter table action add column expected_indicator text;
alter table action add column expected_direction text;
alter table action add column expected_change double;
alter table action add column expected_by date;

create table action_phase (
    action uuid not null,
    version integer not null,
    phase text not null,
    primary key (action, version, phase),
    foreign key (action, version) references action (id, version),
    check (phase in ('know', 'want', 'be_able', 'dare', 'be_allowed', 'do', 'keep_up'))
);

insert into action_phase
select a.id, a.version, a.behaviour_phase
from action as a
where a.behaviour_phase is not null;

create table action_step (
    action uuid not null,
    version integer not null,
    position integer not null,
    text text not null,
    done boolean not null,
    primary key (action, version, position),
    foreign key (action, version) references action (id, version),
    check (position >= 1),
    check (length(trim(text)) > 0)
);

create table action_note (
    id uuid not null,
    version integer not null,
    valid_from timestamp not null,
    changed_by text not null,
    removed boolean,
    action uuid not null references record (id),
    noted_on date not null,
    text text not null,
    primary key (id, version),
    check (version >= 1),
    check (length(trim(text)) > 0)
);

-- The roadmap: its questions, who has an interest, the moments of agreement, and how far the programme reaches.
alter table programme_step add column code text;
alter table programme_step add column due_on date;

create table stakeholder (
    id uuid not null,
    version integer not null,
    valid_from timestamp not null,
    changed_by text not null,
    removed boolean,
    who text not null,
    interest text,
    support integer not null,
    ambassador boolean not null,
    primary key (id, version),
    check (version >= 1),
    check (length(trim(who)) > 0),
    check (support between -2 and 2)
);

create table agreement_moment (
    id uuid not null,
    version integer not null,
    valid_from timestamp not null,
    changed_by text not null,
    removed boolean,
    body text not null,
    step text not null,
    held_on date not null,
    note text,
    primary key (id, version),
    check (version >= 1),
    check (body in ('direction_team', 'works_council', 'management_team', 'executive')),
    check (step in ('presented', 'amended', 'agreed'))
);

create table programme_scope (
    id uuid not null,
    version integer not null,
    valid_from timestamp not null,
    changed_by text not null,
    removed boolean,
    scope text not null,
    note text,
    primary key (id, version),
    check (version >= 1),
    check (scope in ('organisation', 'pilot'))
);

create table programme_scope_unit (
    programme_scope uuid not null,
    version integer not null,
    unit uuid not null references record (id),
    primary key (programme_scope, version, unit),
    foreign key (programme_scope, version) references programme_scope (id, version)
);

create table instrument (
    id uuid not null,
    version integer not null,
    valid_from timestamp not null,
    changed_by text not null,
    removed boolean,
    name text not null,
    purpose text not null,
    primary key (id, version),
    check (version >= 1),
    check (length(trim(name)) > 0)
);

-- A text that was erased on request, in all its versions: that it happened, not what it said.
create table erasure (
    record uuid not null,
    kind text not null,
    field text not null,
    erased_at timestamp not null,
    erased_by text not null,
    versions integer not null,
    primary key (record, kind, field, erased_at)
);
