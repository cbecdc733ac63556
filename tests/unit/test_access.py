"""Who may do what: every role against every right, and nothing that was not given."""

import pytest

from di_data.access import RIGHTS, SYSTEM, Right, Viewer
from di_data.errors import NotAllowed
from di_data.vocabulary import Role

GIVEN = {
    Right.SEE_HOME: {Role.MT, Role.HR, Role.OR, Role.ADMINISTRATOR},
    Right.SEE_REVIEW: {Role.MT, Role.HR},
    Right.DECIDE: {Role.MT, Role.HR},
    Right.CLOSE_QUARTER: {Role.MT},
    Right.SEE_GOALS: {Role.MT, Role.HR, Role.OR},
    Right.SEE_ACTIONS: {Role.MT, Role.HR, Role.OR},
    Right.LOG_ACTIONS: {Role.HR},
    Right.SEE_SESSIONS: {Role.MT, Role.HR, Role.OR},
    Right.SEE_INDICATORS: {Role.MT, Role.HR, Role.OR},
    Right.SEE_WORKS_COUNCIL: {Role.MT, Role.HR, Role.OR},
    Right.ASK: {Role.OR},
    Right.ANSWER: {Role.MT, Role.HR},
    Right.ADVISE: {Role.OR},
    Right.SEE_PROGRAMME: {Role.MT, Role.HR, Role.OR},
    Right.SEE_TO_DO: {Role.MT, Role.HR, Role.OR},
    Right.SEE_SMALL_GROUPS: {Role.MT, Role.HR, Role.OR},
    Right.PROPOSE_MINIMUM: {Role.HR},
    Right.AGREE_MINIMUM: {Role.OR},
    Right.ERASE_TEXTS: {Role.HR},
    Right.LOAD_DATA: {Role.HR},
    Right.ADMINISTER: {Role.ADMINISTRATOR},
}
"""Written out once more: a change of who may do what has to be made twice."""


def test_every_right_stands_in_this_table() -> None:
    assert set(GIVEN) == set(Right)


@pytest.mark.parametrize("right", Right)
def test_every_right_is_given_to_somebody(right: Right) -> None:
    assert any(right in rights for rights in RIGHTS.values())


@pytest.mark.parametrize("right", Right)
@pytest.mark.parametrize("role", Role)
def test_role_has_the_rights_that_were_given(role: Role, right: Right) -> None:
    viewer = Viewer("somebody", frozenset({role}))
    assert viewer.may(right) is (role in GIVEN.get(right, set()))
    if role in GIVEN.get(right, set()):
        viewer.must(right)
    else:
        with pytest.raises(NotAllowed):
            viewer.must(right)


@pytest.mark.parametrize("right", Right)
def test_nobody_has_no_rights(right: Right) -> None:
    assert not Viewer("nobody", frozenset()).may(right)


@pytest.mark.parametrize("right", Right)
def test_several_roles_add_up(right: Right) -> None:
    both = Viewer("both", frozenset({Role.OR, Role.ADMINISTRATOR}))
    assert both.may(right) is bool({Role.OR, Role.ADMINISTRATOR} & GIVEN.get(right, set()))


@pytest.mark.parametrize("right", Right)
def test_the_command_line_may_do_everything(right: Right) -> None:
    assert SYSTEM.may(right)


def test_refusal_says_nothing_of_the_viewer() -> None:
    with pytest.raises(NotAllowed) as told:
        Viewer("jan@gemeente.nl", frozenset()).must(Right.ADMINISTER)
    assert "jan" not in told.value.message
    assert told.value.exit_code == 2
