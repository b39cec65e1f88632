package dev.holdfast.client.vault;

import dev.holdfast.codec.key.OpeningKeys;
import dev.holdfast.codec.key.SealingKeys;

/** What a client that may read and write holds of a vault's keys. */
public record VaultKeys(SealingKeys sealing, OpeningKeys opening) {}
