-- Purpose: every table of the store.
-- Moments are UTC without a zone. Keys are made in Python. Nothing is ever updated or deleted:
-- a record's save is a new row (id, version), a file is a new delivery.
-- `record` holds one row per record of any kind, so that a foreign key can point at a record
-- whatever its version.

create table record (
    id uuid primary key,
    kind text not null,
    check (kind in (
        'org_unit', 'indicator', 'user_role', 'dialogue_session', 'goal_proposal', 'solution_direction',
        'frame', 'next_step', 'photo', 'goal', 'goal_target', 'action', 'check_in', 'evaluation',
        'decision', 'remark', 'programme_step'))
);

-- organisation and access ---------------------------------------------------------------------

create table delivery (
    id uuid primary key,
    kind text not null,
    profile text not null,
    file_name text not null,
    sha256 text not null,
    bytes bigint not null,
    loaded_at timestamp not null unique,
    loaded_by text not null,
    rows_read bigint not null,
    rows_loaded bigint not null,
    source text,
    public_source boolean not null,
    first_period text,
    last_period text,
    check (kind in ('units', 'absence', 'outflow', 'survey', 'sessions', 'actions')),
    check (length(sha256) = 64),
    check (bytes >= 0 and rows_read >= 0 and rows_loaded >= 0)
);

create table delivery_withdrawal (
    delivery uuid primary key references delivery (id),
    withdrawn_at timestamp not null,
    withdrawn_by text not null,
    reason text
);

create table org_unit (
    id uuid not null references record (id),
    version integer not null,
    valid_from timestamp not null,
    changed_by text not null,
    delivery uuid references delivery (id),
    code text not null,
    name text not null,
    parent uuid references record (id),
    starts_on date,
    ends_on date,
    successor uuid references record (id),
    primary key (id, version),
    check (version >= 1),
    check (length(trim(code)) > 0 and length(trim(name)) > 0),
    check (parent is null or parent <> id),
    check (successor is null or successor <> id),
    check (ends_on is null or starts_on is null or ends_on >= starts_on)
);

create table user_role (
    id uuid not null references record (id),
    version integer not null,
    valid_from timestamp not null,
    changed_by text not null,
    subject text not null,
    role text not null,
    active boolean not null,
    primary key (id, version),
    check (version >= 1),
    check (role in ('mt', 'hr', 'or', 'administrator'))
);

create table sign_in (
    id uuid primary key,
    signed_in_at timestamp not null,
    subject text not null,
    outcome text not null,
    check (outcome in ('granted', 'no_role', 'expired'))
);

-- facts ---------------------------------------------------------------------------------------

create table indicator (
    id uuid not null references record (id),
    version integer not null,
    valid_from timestamp not null,
    changed_by text not null,
    code text not null,
    name text not null,
    definition text,
    measure text not null,
    direction text,
    factor text,
    counts_people boolean not null,
    primary key (id, version),
    check (version >= 1),
    check (measure in ('percent', 'per_year', 'count', 'score', 'enps')),
    check (direction in ('lower', 'higher')),
    check (factor in ('learning_space', 'autonomy', 'participation', 'dialogue', 'tailored_agreements'))
);

-- No primary key and one foreign key: see docs/decisions/0004-facts-without-keys.md.
create table observation (
    delivery uuid not null references delivery (id),
    indicator text not null,
    unit uuid not null,
    period date not null,
    grain text not null,
    value double,
    numerator double,
    denominator double,
    group_size double,
    invited double,
    provisional boolean not null,
    check (grain in ('month', 'quarter', 'year')),
    check (value is not null or (numerator is not null and denominator > 0)),
    check (numerator is null or numerator >= 0),
    check (denominator is null or denominator >= 0),
    check (group_size is null or group_size >= 0),
    check (invited is null or invited >= 0)
);

create table answer_count (
    delivery uuid not null references delivery (id),
    question text not null,
    unit uuid not null,
    period date not null,
    grain text not null,
    answer text not null,
    answers bigint not null,
    check (grain in ('month', 'quarter', 'year')),
    check (answers >= 0)
);

create table reference_value (
    delivery uuid not null references delivery (id),
    indicator text not null,
    series text not null,
    series_name text not null,
    period date not null,
    grain text not null,
    value double not null,
    lower double,
    upper double,
    source text not null,
    provisional boolean not null,
    check (grain in ('month', 'quarter', 'year')),
    check (lower is null or upper is null or lower <= upper)
);

-- dialogue ------------------------------------------------------------------------------------

create table dialogue_session (
    id uuid not null references record (id),
    version integer not null,
    valid_from timestamp not null,
    changed_by text not null,
    delivery uuid references delivery (id),
    reference text not null,
    held_on date not null,
    round integer not null,
    unit uuid not null references record (id),
    experiences text,
    future_vision text,
    reflection text,
    primary key (id, version),
    check (version >= 1),
    check (round >= 1)
);

create table participant_count (
    session uuid not null,
    version integer not null,
    role text not null,
    participants integer not null,
    primary key (session, version, role),
    foreign key (session, version) references dialogue_session (id, version),
    check (role in ('senior_management', 'hr', 'manager', 'employee', 'works_council')),
    check (participants >= 0)
);

create table factor_rating (
    session uuid not null,
    version integer not null,
    factor text not null,
    rating text not null,
    reason text,
    primary key (session, version, factor),
    foreign key (session, version) references dialogue_session (id, version),
    check (factor in ('learning_space', 'autonomy', 'participation', 'dialogue', 'tailored_agreements')),
    check (rating in ('poor', 'could_be_better', 'good'))
);

create table goal_proposal (
    id uuid not null references record (id),
    version integer not null,
    valid_from timestamp not null,
    changed_by text not null,
    session uuid not null references record (id),
    text text not null,
    theme text,
    chosen_goal uuid references record (id),
    primary key (id, version),
    check (version >= 1)
);

create table solution_direction (
    id uuid not null references record (id),
    version integer not null,
    valid_from timestamp not null,
    changed_by text not null,
    session uuid not null references record (id),
    text text not null,
    primary key (id, version),
    check (version >= 1)
);

create table frame (
    id uuid not null references record (id),
    version integer not null,
    valid_from timestamp not null,
    changed_by text not null,
    session uuid not null references record (id),
    text text not null,
    primary key (id, version),
    check (version >= 1)
);

create table next_step (
    id uuid not null references record (id),
    version integer not null,
    valid_from timestamp not null,
    changed_by text not null,
    delivery uuid references delivery (id),
    session uuid not null references record (id),
    text text not null,
    owner_role text,
    due_on date,
    started boolean not null,
    primary key (id, version),
    check (version >= 1)
);

create table photo (
    id uuid not null references record (id),
    version integer not null,
    valid_from timestamp not null,
    changed_by text not null,
    session uuid not null references record (id),
    media_type text not null,
    content blob not null,
    primary key (id, version),
    check (version >= 1),
    check (media_type in ('image/png', 'image/jpeg'))
);

-- programme -----------------------------------------------------------------------------------

create table goal (
    id uuid not null references record (id),
    version integer not null,
    valid_from timestamp not null,
    changed_by text not null,
    title text not null,
    description text,
    intended_outcome text,
    indicator text,
    direction text,
    baseline double,
    baseline_period text,
    unit uuid not null references record (id),
    owner_role text not null,
    starts_on date not null,
    due_on date not null,
    status text not null,
    primary key (id, version),
    check (version >= 1),
    check (length(trim(title)) > 0),
    check (intended_outcome in ('craftsmanship', 'vitality', 'capacity_for_change')),
    check (direction in ('lower', 'higher')),
    check (owner_role in ('senior_management', 'hr', 'manager', 'employee', 'works_council')),
    check (due_on >= starts_on),
    check (status in ('chosen', 'reached', 'stopped'))
);

create table goal_factor (
    goal uuid not null,
    version integer not null,
    factor text not null,
    primary key (goal, version, factor),
    foreign key (goal, version) references goal (id, version),
    check (factor in ('learning_space', 'autonomy', 'participation', 'dialogue', 'tailored_agreements'))
);

create table goal_target (
    id uuid not null references record (id),
    version integer not null,
    valid_from timestamp not null,
    changed_by text not null,
    goal uuid not null references record (id),
    due_on date not null,
    value double not null,
    primary key (id, version),
    check (version >= 1)
);

create table action (
    id uuid not null references record (id),
    version integer not null,
    valid_from timestamp not null,
    changed_by text not null,
    delivery uuid references delivery (id),
    reference text not null,
    title text not null,
    goal uuid references record (id),
    solution_direction text,
    frame text,
    owner_role text not null,
    level text,
    behaviour_phase text,
    employee_domain text,
    instrument text,
    participation_ladder text,
    starts_on date not null,
    due_on date not null,
    status text not null,
    expectation text,
    primary key (id, version),
    check (version >= 1),
    check (length(trim(title)) > 0),
    check (owner_role in ('senior_management', 'hr', 'manager', 'employee', 'works_council')),
    check (level in ('strategic', 'hr_policy', 'work')),
    check (behaviour_phase in ('know', 'want', 'be_able', 'dare', 'be_allowed', 'do', 'keep_up')),
    check (employee_domain in ('learning_and_development', 'career_steps', 'good_health')),
    check (participation_ladder in ('inform', 'consult', 'advise', 'co_produce', 'co_decide')),
    check (due_on >= starts_on),
    check (status in ('planned', 'running', 'done', 'stopped'))
);

create table action_unit (
    action uuid not null,
    version integer not null,
    unit uuid not null references record (id),
    primary key (action, version, unit),
    foreign key (action, version) references action (id, version)
);

create table action_factor (
    action uuid not null,
    version integer not null,
    factor text not null,
    primary key (action, version, factor),
    foreign key (action, version) references action (id, version),
    check (factor in ('learning_space', 'autonomy', 'participation', 'dialogue', 'tailored_agreements'))
);

create table check_in (
    id uuid not null references record (id),
    version integer not null,
    valid_from timestamp not null,
    changed_by text not null,
    goal uuid not null references record (id),
    checked_on date not null,
    note text,
    confidence integer not null,
    primary key (id, version),
    check (version >= 1),
    check (confidence between 0 and 10)
);

create table evaluation (
    id uuid not null references record (id),
    version integer not null,
    valid_from timestamp not null,
    changed_by text not null,
    action uuid not null references record (id),
    evaluated_on date not null,
    result text not null,
    behaviour_phase text,
    learned text not null,
    next_move text not null,
    primary key (id, version),
    check (version >= 1),
    check (result in ('as_expected', 'partly', 'not', 'too_early')),
    check (behaviour_phase in ('know', 'want', 'be_able', 'dare', 'be_allowed', 'do', 'keep_up')),
    check (next_move in ('go_on', 'change', 'stop'))
);

create table decision (
    id uuid not null references record (id),
    version integer not null,
    valid_from timestamp not null,
    changed_by text not null,
    quarter text not null,
    text text not null,
    goal uuid references record (id),
    action uuid references record (id),
    unit uuid references record (id),
    owner_role text not null,
    due_on date,
    status text not null,
    primary key (id, version),
    check (version >= 1),
    check (length(trim(text)) > 0),
    check (owner_role in ('senior_management', 'hr', 'manager', 'employee', 'works_council')),
    check (status in ('open', 'done', 'dropped'))
);

create table remark (
    id uuid not null references record (id),
    version integer not null,
    valid_from timestamp not null,
    changed_by text not null,
    about_kind text not null,
    about text not null,
    text text not null,
    answer text,
    answered_by text,
    primary key (id, version),
    check (version >= 1),
    check (about_kind in ('indicator', 'goal', 'action', 'session', 'general'))
);

create table quarter_close (
    quarter text primary key,
    as_of timestamp not null,
    closed_by text not null
);

create table programme_step (
    id uuid not null references record (id),
    version integer not null,
    valid_from timestamp not null,
    changed_by text not null,
    phase integer not null,
    question text not null,
    answer text,
    owner_role text,
    status text not null,
    primary key (id, version),
    check (version >= 1),
    check (phase between 1 and 5),
    check (status in ('open', 'running', 'done'))
);
