"""A tree written back as text: one form for one meaning, and read again it gives the same tree."""

from datetime import date

from motcua.spine.sentence import tree


def write(sentence: tree.Sentence) -> str:
    """Give the one written form of a sentence."""
    where = f" where {condition(sentence.of)}" if sentence.of is not None else ""
    return f"of {sentence.collection}{where} that {condition(sentence.that)}"


def condition(node: tree.Condition) -> str:  # noqa: PLR0911 - one line for each kind of condition
    """Give the one written form of a condition."""
    match node:
        case tree.Not(inner):
            return f"not {_inside(inner)}"
        case tree.Every(parts):
            return " and ".join(_inside(part) for part in parts)
        case tree.Some(parts):
            return " or ".join(_inside(part) for part in parts)
        case tree.Holds(left):
            return left.name
        case tree.Absent(left):
            return f"{left.name} is null"
        case tree.InPeriod(left):
            return f"{left.name} in period"
        case tree.OneOf(left, values):
            return f"{left.name} in ({', '.join(_operand(value) for value in values)})"
        case tree.Between(left, low, high):
            return f"{left.name} between {_operand(low)} and {_operand(high)}"
        case tree.Compare(left, sign, right):
            return f"{left.name} {sign} {_operand(right)}"


def _inside(node: tree.Condition) -> str:
    return f"({condition(node)})" if isinstance(node, tree.Every | tree.Some) else condition(node)


def _operand(operand: tree.Operand) -> str:
    match operand:
        case tree.Name(name):
            return name
        case tree.AsOf():
            return "as_of"
        case tree.Constant(bool() as value):
            return "true" if value else "false"
        case tree.Constant(str() as value):
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case tree.Constant(date() as value):
            return value.isoformat()
        case tree.Constant(value):
            return str(value)
