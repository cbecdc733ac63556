-- Purpose: what the privacy gate let through, when, and under which agreement with the works council.
-- A publication holds what anybody could see from that moment on. A row of `published_figure` stands until a later
-- publication says something else of that figure, so a publication that changes little adds little; figures that are
-- hidden have no values here. See docs/decisions/0021-publications.md.

-- A minimum group that HR proposed and the works council agreed to (or not); without an indicator it is for all.
create table group_minimum (
    id uuid not null,
    version integer not null,
    valid_from timestamp not null,
    changed_by text not null,
    removed boolean,
    indicator text,
    minimum integer not null,
    agreement text not null,
    agreed_on date,
    status text not null,
    primary key (id, version),
    check (version >= 1),
    check (minimum >= 5),
    check (length(trim(agreement)) > 0),
    check (status in ('proposed', 'agreed', 'declined', 'withdrawn')),
    check (status <> 'agreed' or agreed_on is not null)
);

-- `state`: the last write that is in it. `default_minimum`: the group minimum where no agreement names another.
create table publication (
    id uuid primary key,
    published_at timestamp not null unique,
    state timestamp not null,
    default_minimum integer not null,
    rules integer not null,
    check (default_minimum >= 5)
);

-- Which figures of an indicator went in, so that only the indicators that changed are worked out again.
create table publication_part (
    publication uuid not null references publication (id),
    indicator text not null,
    fingerprint text not null,
    primary key (publication, indicator)
);

create table published_figure (
    publication uuid not null,
    structure text not null,
    indicator text not null,
    unit uuid not null,
    period date not null,
    grain text not null,
    value double,
    numerator double,
    denominator double,
    group_size double,
    invited double,
    provisional boolean,
    public_source boolean,
    added_up boolean,
    derived boolean,
    delivery uuid,
    reason text,
    instead_unit uuid,
    instead_period date,
    instead_grain text,
    gone boolean not null,
    check (structure in ('as_was', 'present')),
    check (grain in ('month', 'quarter', 'year', 'moving_year')),
    check (not gone or (value is null and reason is null)),
    check (reason is null
        or (value is null and numerator is null and denominator is null and group_size is null and invited is null))
);

-- Corrections about so few people that they wait: the figure stands as it stood at that moment, or no longer (empty).
-- The newest row counts: of the newest publication, its last step.
create table standing_figure (
    publication uuid not null references publication (id),
    step integer not null,
    indicator text not null,
    unit uuid not null,
    grain text not null,
    period date not null,
    stands_as_of timestamp,
    primary key (publication, step, indicator, unit, grain, period),
    check (step >= 0)
);

-- What the auditor found: how many hidden figures it tried, and how many it could narrow down.
create table privacy_audit (
    id uuid primary key,
    audited_at timestamp not null,
    audited_by text not null,
    publication uuid not null references publication (id),
    shown bigint not null,
    hidden bigint not null,
    unprotected bigint not null,
    check (shown >= 0 and hidden >= 0 and unprotected >= 0)
);
