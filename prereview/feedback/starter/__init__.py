"""`prereview new`: a folder to gather an application in, with notes and templates of our own.

The templates use the labels that the reader knows, so that what is filled in is read
back. Notes and unfilled templates are no material: the check leaves them out, and
says what is still to come.
"""

from prereview.feedback.starter.profile import Profile, profile_of
from prereview.feedback.starter.remaining import Remaining, remaining_in, render_remaining
from prereview.feedback.starter.write import write_starter

__all__ = ["Profile", "Remaining", "profile_of", "remaining_in", "render_remaining", "write_starter"]
