"""Well-formedness of a drafted rulebook: one question for each fact, no code to write."""

from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional

from forum.core.forms import (
    AtMost,
    Form,
    Required,
    TextArea,
    hours_field,
    minutes_field,
    minutes_in,
    one_line,
)
from forum.core.i18n import _, _l, _p
from forum.core.text import REASON_LIMIT
from forum.rulebook import words
from forum.rulebook.facts import CHOICE, FACTS, FLAG, LARGEST_COUNT, NUMBER
from forum.rulebook.rules import REASON_LIMIT as RULE_REASON_LIMIT
from forum.rulebook.rules import TEXT_FIELDS, TITLE_LIMIT, Condition, Rule, Value

HOURS_AT_MOST = 14 * 24


def _hours(label) -> IntegerField:
    between = NumberRange(0, HOURS_AT_MOST, _l("Hours are a number between 0 and 336."))
    return hours_field(label, between)


def _title(label, missing) -> StringField:
    return StringField(
        label, filters=[one_line], validators=[Required(missing), AtMost(TITLE_LIMIT)]
    )


def _text(label, missing) -> TextArea:
    return TextArea(label, validators=[Required(missing), AtMost(RULE_REASON_LIMIT)])


class FrameForm(Form):
    """The cap and the public note of a draft."""

    hours = _hours(_l("Cap in hours"))
    minutes = minutes_field()
    note = TextArea(
        _l("What changes, and why? Everybody reads this."),
        validators=[Required(_l("Say in public what changes and why.")), AtMost(REASON_LIMIT)],
    )

    @property
    def cap(self) -> int:
        """In minutes."""
        return minutes_in(self)


class SeenForm(Form):
    """A decision about a draft, with the fingerprint of what was looked at."""

    seen = HiddenField()


class RuleForm(Form):
    """One rule: its texts in both languages, its head start, and a question for each fact."""

    title_de = _title(_l("German title"), _l("The German title is missing."))
    title_en = _title(_l("English title"), _l("The English title is missing."))
    reason_de = _text(_l("Public reason in German"), _l("The German reason is missing."))
    reason_en = _text(_l("Public reason in English"), _l("The English reason is missing."))
    hours = _hours(_l("Head start in hours"))
    minutes = minutes_field()
    is_in_force = BooleanField(_l("This rule is in force"), default=True)
    match = RadioField(_l("When does the rule hold?"), default="all")

    def offer(self, category_names: dict[str, str]) -> "RuleForm":
        """Fill the choices, and say which values this operator's categories have."""
        self.match.choices = [
            SelectChoice("all", _("if all of these hold")),
            SelectChoice("any", _("if at least one of these holds")),
        ]
        labels = words.fact_words()
        for name, fact in FACTS.items():
            if fact.sort == NUMBER:
                self[f"{name}_at_least"].label.text = _p("condition", "at least")
                self[f"{name}_at_most"].label.text = _p("condition", "at most")
                continue
            self[name].label.text = labels[name]
            self[name].choices = _choices(name, category_names)
        return self

    def questions(self) -> list[tuple[str, list]]:
        """Each fact in words with its fields, in the order of the closed list."""
        labels = words.fact_words()
        return [(labels[name], [self[one] for one in _field_names(name)]) for name in FACTS]

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What was chosen; a question that was left open is no condition."""
        found = []
        for name, fact in FACTS.items():
            if fact.sort == NUMBER:
                for operator in ("at_least", "at_most"):
                    value = self[f"{name}_{operator}"].data
                    found += [Condition(name, operator, value)] if value is not None else []
            elif chosen := self[name].data:
                operator, _colon, value = chosen.partition(":")
                is_flag = fact.sort == FLAG
                found.append(Condition(name, operator, value == "yes" if is_flag else value))
        return tuple(found)

    def rule(self, code: str) -> Rule:
        """The rule that was written, with this code."""
        texts = {name: self[name].data for name in TEXT_FIELDS}
        return Rule(
            code=code,
            conditions=self.conditions,
            minutes=minutes_in(self),
            match=self.match.data,
            is_in_force=self.is_in_force.data,
            **texts,
        )

    @staticmethod
    def answers_of(rule: Rule) -> dict:
        """What the form shows of a rule that there is already."""
        answers = {name: getattr(rule, name) for name in ("match", "is_in_force", *TEXT_FIELDS)}
        answers |= {"hours": rule.minutes // 60, "minutes": rule.minutes % 60}
        for one in rule.conditions:
            if FACTS[one.fact].sort == NUMBER:
                answers[f"{one.fact}_{one.operator}"] = one.value
            else:
                answers[one.fact] = f"{one.operator}:{_word(one.value)}"
        return answers


def _field_names(fact: str) -> list[str]:
    is_number = FACTS[fact].sort == NUMBER
    return [f"{fact}_at_least", f"{fact}_at_most"] if is_number else [fact]


def _choices(name: str, category_names: dict[str, str]) -> list[SelectChoice]:
    open_choice = SelectChoice("", _p("condition", "does not matter"))
    if FACTS[name].sort == FLAG:
        yes, no = _p("fact", "yes"), _p("fact", "no")
        return [open_choice, SelectChoice("is:yes", yes), SelectChoice("is:no", no)]
    values = dict.fromkeys(FACTS[name].values) or category_names
    named = words.value_words()
    offered = [open_choice]
    for value in values:
        word = named.get((name, value), category_names.get(value, value))
        offered.append(SelectChoice(f"is:{value}", word))
    for value in values:
        word = named.get((name, value), category_names.get(value, value))
        offered.append(
            SelectChoice(f"is_not:{value}", _p("condition", "anything but %(value)s", value=word))
        )
    return offered


def _word(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _add_questions() -> None:
    """Give the form a field for each fact of the closed list, and for nothing else."""
    count = NumberRange(0, LARGEST_COUNT, _l("This is no number of cases or people."))
    for name, fact in FACTS.items():
        if fact.sort == NUMBER:
            for field in _field_names(name):
                setattr(RuleForm, field, IntegerField(validators=[Optional(), count]))
        elif fact.sort in (FLAG, CHOICE):
            setattr(RuleForm, name, SelectField(validators=[Optional()]))


_add_questions()
