"""Compiled steps that bring rows together by block and class, and number the pairs of entity and value."""

import numpy as np

from indicators.painting.kernel import _jit, _stored


@_jit
def write_field(numbers, base, empty, words, word, n_words):
    """Write a column of whole numbers (32 or 64 bits) into records; False if one lies outside the range."""
    fits = True
    for i in range(numbers.shape[0]):
        stored = np.int64(numbers[i]) - base
        if n_words < 4 and (stored < 0 or stored > empty):
            fits = False
        words[i, word] = np.uint16(stored & 0xFFFF)
        if n_words >= 2:
            words[i, word + 1] = np.uint16((stored >> 16) & 0xFFFF)
        if n_words == 4:
            words[i, word + 2] = np.uint16((stored >> 32) & 0xFFFF)
            words[i, word + 3] = np.uint16((stored >> 48) & 0xFFFF)
    return fits


@_jit
def count_buckets(entity, kind, block_bits, n_classes, n_entities, counts):
    """Count the rows of each block and class; rows without a class or an entity are left out."""
    for i in range(entity.shape[0]):
        if kind[i] >= 0 and 0 <= entity[i] < n_entities:
            counts[np.uint64((entity[i] >> block_bits) * n_classes + kind[i])] += 1


@_jit
def scatter(entity, kind, records, block_bits, n_classes, n_entities, first_bucket, nexts, words):
    """Put records where their block and class belongs; `nexts` holds the next free place of each bucket."""
    mask = (1 << block_bits) - 1
    width = records.shape[1]
    for i in range(entity.shape[0]):
        if kind[i] < 0 or not 0 <= entity[i] < n_entities:
            continue
        bucket = np.uint64((entity[i] >> block_bits) * n_classes + kind[i] - first_bucket)
        place = nexts[bucket]
        nexts[bucket] = place + 1
        words[place, 0] = np.uint16(entity[i] & mask)
        for w in range(1, width):
            words[place, w] = records[i, w]


@_jit
def count_by_entity(words, bounds, wanted, fields, counts):
    """How many rows of the wanted classes each entity of a block has, those with an empty value left out."""
    for kind in range(bounds.shape[0] - 1):
        if wanted[kind]:
            for row in range(bounds[kind], bounds[kind + 1]):
                if _has_all(words, row, fields):
                    counts[words[row, 0]] += 1


@_jit
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
    nexts = begins[:-1].copy()
    span = fields[fields.shape[0] - 1, 3] + 1
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


@_jit
def _has_all(words, row, fields):
    for f in range(fields.shape[0]):
        if _stored(words, row, fields[f, 0], fields[f, 1]) == fields[f, 3]:
            return False
    return True


@_jit
def _value(words, row, fields, span):
    value = _stored(words, row, fields[0, 0], fields[0, 1])
    if fields.shape[0] == 2:
        value = value * span + _stored(words, row, fields[1, 0], fields[1, 1])
    return value


@_jit
def _find(values, low, high, wanted):
    """Where a value stands among ascending ones."""
    while high - low > 1:
        middle = (low + high) // 2
        if values[middle] <= wanted:
            low = middle
        else:
            high = middle
    return low
