"""YAML read safely, with the line each part stands on. Aliases and doubled keys are refused."""

from typing import Any

import yaml
from yaml._yaml import CParser
from yaml.composer import Composer
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

Path = tuple[str | int, ...]
Lines = dict[Path, int]


class _Loader(Composer, CParser, SafeConstructor, Resolver):
    """Safe YAML that refuses what a person did not mean to write. Signs are read in C, ten times faster."""

    def __init__(self, words: str) -> None:
        CParser.__init__(self, words)
        Composer.__init__(self)
        SafeConstructor.__init__(self)
        Resolver.__init__(self)

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.events.AliasEvent):  # one small file could unfold without end
            mark = getattr(self.peek_event(), "start_mark", None)
            problem = "references (*name) are not allowed"
            raise yaml.composer.ComposerError(None, None, problem, mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, list | dict) or key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} stands here twice", key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep=deep)

    def day(self, node: yaml.ScalarNode) -> Any:
        try:
            return self.construct_yaml_timestamp(node)
        except ValueError:
            problem = f"there is no day {node.value}"
            raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark) from None


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.day)  # type: ignore[type-var]


def read_yaml(words: str) -> tuple[Any, Lines]:
    """The content, and for each path into it the line (from 1) where that part begins.

    Raises ``yaml.YAMLError`` with a mark where the text is not plain YAML.
    """
    loader = _Loader(words)
    try:
        node = loader.get_single_node()
        lines: Lines = {}
        _note(node, (), lines)
        content = loader.construct_document(node) if node is not None else None
    except (ValueError, RecursionError) as error:
        raise yaml.YAMLError(str(error)) from error
    finally:
        loader.dispose()
    return content, lines


def _note(node: yaml.Node | None, path: Path, lines: Lines) -> None:
    if node is None:
        return
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*path, str(key.value))
            _note(value, inner, lines)
            lines[inner] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for n, value in enumerate(node.value):
            _note(value, (*path, n), lines)
