package dev.holdfast.protocol.message;

/** The meaning of one frame. One that exists is within all limits. */
public sealed interface Message permits Request, Answer, Control {
    /** Ids in one message: 256 KiB, so that a round trip costs little even over a slow line. */
    int IDS_MAX = 8_192;

    /** Characters of a sentence or command that is shown to people: a screen full. */
    int SENTENCE_LENGTH_MAX = 4_096;

    /** Characters of a program's version. */
    int VERSION_LENGTH_MAX = 64;

    /** Size in bytes of the hash that tells cloned machines apart. */
    int MACHINE_SIZE = 32;

    /** As much of a sentence as fits into a message. */
    static String cut(String sentence) {
        return sentence.length() <= SENTENCE_LENGTH_MAX
                ? sentence
                : sentence.substring(0, SENTENCE_LENGTH_MAX - 1) + "…";
    }
}
