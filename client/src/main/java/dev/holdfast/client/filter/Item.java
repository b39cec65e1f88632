package dev.holdfast.client.filter;

import dev.holdfast.model.Bytes;

/** What stands at one place of a list of rules. */
sealed interface Item permits Rule, DirectoryRules {
    /** As it is written in a file, in its shortest form: reads back as what it is. */
    Bytes text();

    Rule.Origin origin();
}
