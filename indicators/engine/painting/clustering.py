"""Compiled steps that bring rows together by block and class, and number the pairs of entity and value."""

# Compiled code: the arguments' types are the arrays' own, said beside them.
# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0913, PLR0917, SIM110, D417
# mypy: allow-untyped-defs, allow-untyped-calls, allow-incomplete-defs

import numpy as np

from indicators.engine.painting.compiling import compiled
from indicators.engine.painting.reading import stored

#: Pairs are numbered by a table when one of so many places covers all values of all entities of a block.
DENSE = 2**19


@compiled
def write_field(numbers, base, empty, words, word, n_words):
    """Write a column of whole numbers (32 or 64 bits) into records; False if one lies outside the range."""
    fits = True
    for i in range(numbers.shape[0]):
        held = np.int64(numbers[i]) - base
        if n_words < 4 and (held < 0 or held > empty):
            fits = False
        words[i, word] = np.uint16(held & 0xFFFF)
        if n_words >= 2:
            words[i, word + 1] = np.uint16((held >> 16) & 0xFFFF)
        if n_words == 4:
            words[i, word + 2] = np.uint16((held >> 32) & 0xFFFF)
            words[i, word + 3] = np.uint16((held >> 48) & 0xFFFF)
    return fits


@compiled
def count_buckets(entity, kind, block_bits, n_classes, n_entities, counts):
    """Count the rows of each block and class; rows without a class or an entity are left out."""
    for i in range(entity.shape[0]):
        if kind[i] >= 0 and 0 <= entity[i] < n_entities:
            counts[np.uint64((entity[i] >> block_bits) * n_classes + kind[i])] += 1


@compiled
def advance(numbers, low, places, following, width, state):
    """Lead every row from state to state by the group of its number; state -1 is left for ever.

    `places` has the group of each number from `low` on, and last that of all others.
    """
    others = places.shape[0] - 1
    for i in range(numbers.shape[0]):
        if state[i] >= 0:
            place = np.int64(numbers[i]) - low
            if place < 0 or place > others:
                place = others
            state[i] = following[state[i] * width + places[place]]


@compiled
def scatter(entity, kind, records, block_bits, n_classes, n_entities, first_bucket, nexts, words):
    """Put records where their block and class belongs; `nexts` holds the next free place of each bucket.

    Rows are taken block by block, so that what is written at the same time lies near together. Records are moved as
    64-bit words.
    """
    width = records.shape[1]
    first_block = first_bucket // n_classes
    begins = np.zeros(nexts.shape[0] // n_classes + 2, np.int64)
    for i in range(entity.shape[0]):
        if kind[i] >= 0 and 0 <= entity[i] < n_entities:
            begins[(entity[i] >> block_bits) - first_block + 1] += 1
    for block in range(begins.shape[0] - 1):
        begins[block + 1] += begins[block]
    order = np.empty(begins[begins.shape[0] - 1], np.uint32)
    for i in range(entity.shape[0]):
        if kind[i] >= 0 and 0 <= entity[i] < n_entities:
            block = (entity[i] >> block_bits) - first_block
            order[begins[block]] = i
            begins[block] += 1
    for j in range(order.shape[0]):
        i = order[j]
        bucket = np.uint64((entity[i] >> block_bits) * n_classes + kind[i] - first_bucket)
        place = nexts[bucket]
        nexts[bucket] = place + 1
        for w in range(width):
            words[place, w] = records[i, w]


@compiled
def count_by_entity(words, bounds, wanted, fields, counts):
    """How many rows of the wanted classes each entity of a block has, those with an empty value left out."""
    for kind in range(bounds.shape[0] - 1):
        if wanted[kind]:
            for row in range(bounds[kind], bounds[kind + 1]):
                if _has_all(words, row, fields):
                    counts[words[row, 0]] += 1


@compiled
def number_pairs(words, bounds, wanted, fields, begins, values, lines, owners, outers):
    """Number the pairs of entity and value(s) of a block, by entity and value.

    Args:
        words, bounds: the rows of the block.
        wanted: (classes,) bool.
        fields: (1 or 2, 4): the columns.
        begins: (entities + 1,) where each entity's rows begin in `values`.
        values: room for a value for each wanted row.
        lines: (rows of the block,) gets each row's pair; the number of pairs where it has none.
        owners, outers: room for each pair's entity, and the number of its pair of entity and first value.

    Returns:
        How many pairs there are.
    """
    span = fields[fields.shape[0] - 1, 3] + 1
    most = span if fields.shape[0] == 1 else span * (fields[0, 3] + 1)
    if most * (begins.shape[0] - 1) <= DENSE:
        return _number_dense(words, bounds, wanted, fields, begins.shape[0] - 1, span, most, lines, owners, outers)
    nexts = begins[:-1].copy()
    for kind in range(bounds.shape[0] - 1):
        if wanted[kind]:
            for row in range(bounds[kind], bounds[kind + 1]):
                if _has_all(words, row, fields):
                    entity = words[row, 0]
                    values[nexts[entity]] = _value(words, row, fields, span)
                    nexts[entity] += 1
    n_pairs, n_outer = 0, -1
    pair_begins = np.empty(begins.shape[0], np.int64)
    for entity in range(begins.shape[0] - 1):
        pair_begins[entity] = n_pairs
        own = values[begins[entity] : begins[entity + 1]]
        own.sort()
        for i in range(own.shape[0]):
            if i == 0 or own[i] != own[i - 1]:
                if i == 0 or fields.shape[0] == 1 or own[i] // span != own[i - 1] // span:
                    n_outer += 1
                owners[n_pairs] = entity
                outers[n_pairs] = n_outer
                values[n_pairs] = own[i]
                n_pairs += 1
    pair_begins[begins.shape[0] - 1] = n_pairs
    for kind in range(bounds.shape[0] - 1):
        for row in range(bounds[kind], bounds[kind + 1]):
            line = n_pairs
            if wanted[kind] and _has_all(words, row, fields):
                entity = words[row, 0]
                line = _find(values, pair_begins[entity], pair_begins[entity + 1], _value(words, row, fields, span))
            lines[row - bounds[0]] = line
    return n_pairs


@compiled
def _number_dense(words, bounds, wanted, fields, n_entities, span, most, lines, owners, outers):
    """The same by a table with a place for every value of every entity, for columns of few values."""
    table = np.zeros(n_entities * most, np.int32)
    for kind in range(bounds.shape[0] - 1):
        if wanted[kind]:
            for row in range(bounds[kind], bounds[kind + 1]):
                if _has_all(words, row, fields):
                    table[words[row, 0] * most + _value(words, row, fields, span)] = 1
    n_pairs, n_outer, before = 0, -1, -1
    for place in range(table.shape[0]):
        if table[place]:
            table[place] = n_pairs
            outer = place if fields.shape[0] == 1 else place // span
            n_outer += outer != before
            before = outer
            owners[n_pairs] = place // most
            outers[n_pairs] = n_outer
            n_pairs += 1
    for kind in range(bounds.shape[0] - 1):
        for row in range(bounds[kind], bounds[kind + 1]):
            line = n_pairs
            if wanted[kind] and _has_all(words, row, fields):
                line = table[words[row, 0] * most + _value(words, row, fields, span)]
            lines[row - bounds[0]] = line
    return n_pairs


@compiled
def _has_all(words, row, fields):
    for f in range(fields.shape[0]):
        if stored(words, row, fields[f, 0], fields[f, 1]) == fields[f, 3]:
            return False
    return True


@compiled
def _value(words, row, fields, span):
    value = stored(words, row, fields[0, 0], fields[0, 1])
    if fields.shape[0] == 2:
        value = value * span + stored(words, row, fields[1, 0], fields[1, 1])
    return value


@compiled
def _find(values, low, high, wanted):
    """Where a value stands among ascending ones."""
    while high - low > 1:
        middle = (low + high) // 2
        if values[middle] <= wanted:
            low = middle
        else:
            high = middle
    return low
