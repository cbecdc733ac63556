-- Purpose: how often the pages are looked at, so that the works council sees which desk uses what.
-- Counts per role only: no account, no session and no address, and so nothing that tells what one person did.
-- Append only: the process counts in its memory and adds a row now and then; several rows of one day add up.

create table page_look (
    day date not null,
    page text not null,
    role text not null,
    looks integer not null,
    counted_at timestamp not null,
    primary key (day, page, role, counted_at),
    check (length(trim(page)) > 0),
    check (role in ('mt', 'hr', 'or', 'administrator')),
    check (looks >= 1)
);
