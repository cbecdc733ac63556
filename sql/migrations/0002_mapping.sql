-- Purpose: what is remembered of a file's source: mapping profiles, names of departments, answers to questions.
-- The check on record.kind cannot be widened (DuckDB has no statement for it), so these two kinds are known by their
-- name instead of by a record's key; every save is a new version all the same.

create table mapping_profile (
    name text not null,
    version integer not null,
    valid_from timestamp not null,
    changed_by text not null,
    kind text not null,
    content text not null,
    active boolean not null,
    primary key (name, version),
    check (version >= 1),
    check (length(trim(name)) > 0),
    check (kind in ('units', 'absence', 'outflow', 'survey', 'sessions', 'actions'))
);

create table unit_alias (
    alias text not null,
    version integer not null,
    valid_from timestamp not null,
    changed_by text not null,
    unit uuid references record (id),
    active boolean not null,
    primary key (alias, version),
    check (version >= 1),
    check (length(trim(alias)) > 0)
);

create table delivery_answer (
    delivery uuid not null references delivery (id),
    question text not null,
    answer text not null,
    primary key (delivery, question)
);
