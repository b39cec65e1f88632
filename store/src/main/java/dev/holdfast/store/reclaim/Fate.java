package dev.holdfast.store.reclaim;

/** What becomes of a pack. */
enum Fate {
    /** Nothing, or not enough, of it is dead. */
    STAYS,

    /** The dead ranges are given back. */
    PUNCHED,

    /** What lives moves to a new pack. */
    REWRITTEN,

    /** All of it is dead. */
    UNLINKED
}
