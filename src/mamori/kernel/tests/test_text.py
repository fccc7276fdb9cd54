import pytest

from mamori.kernel.text import Language, Text, same


def test_words_are_given_in_the_language_asked_for():
    text = Text(ja="計画", en="Plan")
    assert (text.in_("ja"), text.in_("en"), text.in_(Language.JA)) == ("計画", "Plan", "計画")
    assert str(text) == "Plan"


def test_a_third_language_is_a_bug():
    with pytest.raises(ValueError, match="fr"):
        Text("計画", "Plan").in_("fr")


def test_one_language_alone_cannot_be_written():
    with pytest.raises(TypeError):
        Text(ja="計画")  # type: ignore[call-arg]


def test_a_text_inside_a_text_is_taken_language_by_language():
    text = Text("{0}が{n}件", "{n} of {0}").format(Text("取組", "efforts"), n=3)
    assert text == Text("取組が3件", "3 of efforts")


def test_values_are_not_read_as_templates():
    assert Text("{0}", "{0}").format("{1}") == same("{1}")


def test_each_language_has_the_other():
    assert [language.other for language in Language] == [Language.EN, Language.JA]
