"""The two canonical forms of a web address. The rules: docs/policy/address-list-format.md, section 2."""

from mamori_filter.canonical.form import Form, Forms
from mamori_filter.canonical.forms import forms
from mamori_filter.canonical.strict import strict_form
from mamori_filter.canonical.tidy import second_form

__all__ = ["Form", "Forms", "forms", "second_form", "strict_form"]
