"""A property is taken out of a flattened device tree, as a boot loader may do (devicetree specification, chapter 5)."""

import struct

BEGIN, END, PROPERTY, NOTHING, LAST = 1, 2, 3, 4, 9


def without(tree, node, name):
    """The tree's bytes with every property so named of the node so named overwritten by no-operations."""
    tree = bytearray(tree)
    _, _, at, strings = struct.unpack_from(">4I", tree, 0)
    path, taken = [], 0
    while (token := _word(tree, at)) != LAST:
        at += 4
        if token == BEGIN:
            path.append(_text(tree, at))
            at += len(path[-1]) // 4 * 4 + 4
        elif token == END:
            path.pop()
        elif token == PROPERTY:
            end = at + 8 + (_word(tree, at) + 3) // 4 * 4
            if path[-1] == node and _text(tree, strings + _word(tree, at + 4)) == name:
                tree[at - 4:end] = struct.pack(">I", NOTHING) * ((end - at + 4) // 4)
                taken += 1
            at = end
    assert taken == 1, f"{taken} times {name} in {node}"
    return bytes(tree)


def _word(tree, at):
    return struct.unpack_from(">I", tree, at)[0]


def _text(tree, at):
    return tree[at:tree.index(0, at)].decode()
