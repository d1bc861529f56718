"""Types that moto knows in no form: names stand for them, so that what refers to them can be made.

None of them counts as deployed: their ids say what they are, and no service lists them.
"""

from collections.abc import Iterable

from resource_type import Made, Properties, register


class StandIn(Made):
    """Any attribute that a template asks for is a text with the attribute's name."""

    def __init__(self, name: str):
        super().__init__(f"stand-in-{name}")
        self.attributes = Anything(self.physical_id)


class Anything(dict):
    def __init__(self, name: str):
        super().__init__()
        self.name = name

    def __missing__(self, attribute: str) -> str:
        return f"{self.name}.{attribute}"


def register_all(types: Iterable[str]) -> None:
    for name in types:
        register(name, create, delete)


def create(_properties: Properties, name: str, _account: str, _region: str) -> Made:
    return StandIn(name)


def delete(_id: str, _properties: Properties, _account: str, _region: str) -> None:
    """Nothing was made."""
