"""What a demonstration left in this checkout is nothing to the tests: neither its keys nor whom it believes."""

from django.conf import settings

from motcua.site import database


def test_the_tests_stand_on_a_folder_of_their_own_and_believe_no_trial_authority() -> None:
    assert database.var() == settings.VAR
    assert not settings.VAR.is_relative_to(database.HOUSE)
    assert not settings.TRIAL.exists()
    assert (settings.SIGNING_ROOTS, settings.SIGNING_POLICIES, settings.SIGNING_TIMES) == ("", [], "")
