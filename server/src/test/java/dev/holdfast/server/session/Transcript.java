package dev.holdfast.server.session;

import dev.holdfast.model.MalformedException;
import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.MessageType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What clients and a server said to each other, byte for byte: meetings, one after another. The
 * README beside the recorded ones says what they are for.
 */
record Transcript(List<Meeting> meetings) {
    private static final String MEETING = "== ";

    Transcript {
        meetings = List.copyOf(meetings);
    }

    /** Who comes, and with what rights. */
    enum Comer {
        /** The client. */
        CLIENT,
        /** A machine that may only read the client's backups. */
        READER,
        /** A machine with an invitation. */
        INVITED
    }

    record Meeting(Comer comer, List<Said> said) {
        Meeting {
            said = List.copyOf(said);
        }
    }

    enum Speaker {
        CLIENT(">"),
        SERVER("<");

        private final String sign;

        Speaker(String sign) {
            this.sign = sign;
        }

        static Speaker of(String sign) {
            return CLIENT.sign.equals(sign) ? CLIENT : SERVER;
        }
    }

    /** The greeting of one side, or a frame. */
    record Said(Speaker speaker, Frame frame) {}

    /** Bytes that go together: of a greeting, or those of a frame with its header. */
    @SuppressWarnings("ArrayRecordComponent") // compared as text
    record Frame(byte[] bytes) {
        static final int GREETING_SIZE = 8;
        private static final int LENGTH_SIZE = 4;
        private static final int HEADER_SIZE = 9;

        /** Takes the next one out of the buffer: a greeting is what comes first. */
        static Frame next(ByteBuffer bytes) {
            boolean isGreeting = bytes.position() == 0;
            int size = isGreeting ? GREETING_SIZE : LENGTH_SIZE + bytes.getInt(bytes.position());
            byte[] frame = new byte[size];
            bytes.get(frame);
            return new Frame(frame);
        }

        /** A greeting has none. */
        private Stream<MessageType> type() {
            return bytes.length == GREETING_SIZE
                    ? Stream.empty()
                    : MessageType.of(bytes[LENGTH_SIZE] & 0xff).stream();
        }

        boolean is(MessageType wanted) {
            return type().anyMatch(wanted::equals);
        }

        /** Whether it only keeps the connection going: when that is said is nobody's promise. */
        boolean isControl() {
            return type().anyMatch(MessageType::isControl);
        }

        boolean isGreeting() {
            return bytes.length == GREETING_SIZE;
        }

        /** The number of the request that this is or answers; of a greeting and a last word 0. */
        int request() {
            return isGreeting() ? 0 : ByteBuffer.wrap(bytes).getInt(LENGTH_SIZE + 1);
        }

        String name() {
            return type().map(type -> type.name().toLowerCase(Locale.ROOT))
                    .findAny()
                    .orElse("greeting");
        }

        /**
         * What a client can rely on of it: all, but of what is refused the sentences for people.
         */
        String promise() throws MalformedException {
            if (!is(MessageType.REFUSED)) {
                return this.toString();
            }
            byte[] body = new byte[bytes.length - HEADER_SIZE];
            System.arraycopy(bytes, HEADER_SIZE, body, 0, body.length);
            var refused = (Answer.Refused) MessageType.REFUSED.decode(body);
            return "refused %d: %d, retry %s"
                    .formatted(request(), refused.code(), refused.retrySeconds());
        }

        @Override
        public String toString() {
            return name() + " " + HexFormat.of().formatHex(bytes);
        }
    }

    static Transcript parse(String text) {
        List<Meeting> meetings = new ArrayList<>();
        List<Said> said = new ArrayList<>();
        Comer comer = Comer.CLIENT;
        for (String line : (text + MEETING + comer).lines().toList()) {
            if (line.startsWith(MEETING)) {
                if (!said.isEmpty()) {
                    meetings.add(new Meeting(comer, said));
                }
                said.clear();
                comer = Comer.valueOf(line.substring(MEETING.length()).toUpperCase(Locale.ROOT));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                String[] words = line.split(" ", -1);
                byte[] bytes = HexFormat.of().parseHex(words[2]);
                said.add(new Said(Speaker.of(words[0]), new Frame(bytes)));
            }
        }
        return new Transcript(meetings);
    }

    /** What one side said, in order. */
    List<String> of(Speaker speaker) {
        return meetings.stream()
                .flatMap(meeting -> meeting.said().stream())
                .filter(each -> each.speaker() == speaker)
                .map(each -> each.frame().toString())
                .toList();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (Meeting meeting : meetings) {
            text.append(MEETING).append(meeting.comer().name().toLowerCase(Locale.ROOT));
            text.append('\n');
            for (Said each : meeting.said()) {
                text.append(each.speaker().sign).append(' ').append(each.frame()).append('\n');
            }
        }
        return text.toString();
    }
}
