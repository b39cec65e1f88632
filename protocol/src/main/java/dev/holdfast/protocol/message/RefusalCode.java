package dev.holdfast.protocol.message;

/** Why a server refuses, for programs; people read the sentence beside it. */
public enum RefusalCode {
    /** A later version's reason. Never sent. */
    UNKNOWN(0),
    /** This client may not do this (retired, revoked, restore only, from this address, now). */
    NOT_AUTHORISED(1),
    /** All slots are taken: come again. Not a failure. */
    BUSY(2),
    /** The vault on the server is not the one that the client's keys belong to. */
    WRONG_VAULT(3),
    /** A newer session of the same series goes on instead of this one. */
    TAKEN_OVER(4),
    /** The invitation's time is over. */
    EXPIRED_INVITATION(5),
    /** Somebody enrolled with the invitation before. */
    USED_INVITATION(6),
    /** Another client comes with the same key. */
    DUPLICATE_KEY(7),
    /** The client needs features that this server does not know. */
    TOO_NEW(8),
    /** More bytes, objects or sessions than the client may bring now. */
    LIMIT(9),
    /** No space, and none that may be freed for this client. */
    NO_SPACE(10),
    /** A step that the server runs before a backup said no. */
    PREPARE(11),
    /** The same identity comes from another machine: a clone, or a new installation. */
    OTHER_MACHINE(12),
    /** The request makes no sense at this point of the session. */
    OUT_OF_PLACE(13),
    /** The vault on the server is damaged so that nothing of it can be read. */
    DAMAGED(14);

    /** Codes that later versions may use are below this; keeps the field one byte. */
    public static final int CODE_MAX = 255;

    private final int code;

    RefusalCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** The reason of a code, {@link #UNKNOWN} for those of later versions. */
    static RefusalCode of(int code) {
        for (RefusalCode reason : values()) {
            if (reason.code == code) {
                return reason;
            }
        }
        return UNKNOWN;
    }
}
