package dev.holdfast.server.session;

import static dev.holdfast.server.Samples.NOW;
import static dev.holdfast.server.Samples.key;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.model.ClientName;
import dev.holdfast.platform.durable.Volume;
import dev.holdfast.protocol.invite.Invitation.Rights;
import dev.holdfast.protocol.invite.ServerAddress;
import dev.holdfast.protocol.message.MessageType;
import dev.holdfast.protocol.wire.LocalTransport;
import dev.holdfast.protocol.wire.ServerConnection;
import dev.holdfast.server.access.Program;
import dev.holdfast.server.config.ServerConfig;
import dev.holdfast.server.enrol.Enroller;
import dev.holdfast.server.enrol.InviteRequest;
import dev.holdfast.server.enrol.Invited;
import dev.holdfast.server.enrol.Inviter;
import dev.holdfast.server.enrol.ServerFiles;
import dev.holdfast.server.session.Transcript.Comer;
import dev.holdfast.server.session.Transcript.Frame;
import dev.holdfast.server.session.Transcript.Meeting;
import dev.holdfast.server.session.Transcript.Said;
import dev.holdfast.server.session.Transcript.Speaker;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A newer server understands every older client, and answers so that this understands it. */
@Timeout(60)
class OlderClientsTest {
    /** The version whose transcripts today's client would write. */
    private static final String NEWEST = "0.1.0";

    /** What nobody can bring a server to say in a well-ordered talk. */
    private static final Set<MessageType> UNRECORDED =
            Set.of(MessageType.CREDIT, MessageType.ALIVE, MessageType.WORKING, MessageType.FAILED);

    @TempDir Path folder;
    private Home home;
    private Invitee invitee;

    /** A server on which no time passes and no number is random. */
    @BeforeEach
    void open() throws IOException {
        Path vault = Files.createDirectory(folder.resolve("vault"));
        home = new Home(Volume.on(folder), Volume.on(vault));
        ServerFiles files =
                ServerFiles.of(
                        ServerConfig.at(folder),
                        new Program(Path.of("/usr/bin/holdfast"), Optional.empty()));
        InstantSource clock = InstantSource.fixed(NOW);
        Inviter inviter = new Inviter(files, clock, new NotRandom());
        ServerAddress here = new ServerAddress("backup.example", 22, "holdfast", List.of(key(100)));
        var invited =
                (Invited.Made)
                        inviter.invite(
                                new InviteRequest(
                                        new ClientName("web2"),
                                        Rights.FULL,
                                        InviteRequest.VALID_DEFAULT),
                                here);
        invitee = new Enroller(files, clock).invitee(invited.pending().id(), "192.0.2.1");
    }

    private static final class NotRandom extends SecureRandom {
        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, (byte) 7);
        }
    }

    private Function<ServerConnection, Session> server(Comer comer) {
        return switch (comer) {
            case CLIENT -> connection -> home.session(connection);
            case READER -> connection -> home.session(connection, Rights.RESTORE_ONLY);
            case INVITED -> connection -> home.session(connection, invitee);
        };
    }

    private static Path recorded() throws URISyntaxException {
        return Path.of(requireNonNull(OlderClientsTest.class.getResource("transcripts")).toURI());
    }

    private static Transcript read(String name) throws IOException, URISyntaxException {
        return Transcript.parse(Files.readString(recorded().resolve(name)));
    }

    /** Such as {@code 0.1.0/backup.txt}. */
    static List<String> names() throws IOException, URISyntaxException {
        Path folder = recorded();
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aServerAnswersAnOlderClientAsEver(String name) throws Exception {
        for (Meeting meeting : read(name).meetings()) {
            play(meeting);
        }
    }

    private void play(Meeting meeting) throws Exception {
        LocalTransport.Pair line = LocalTransport.pair("test");
        Thread serving =
                Thread.ofPlatform().start(() -> Peer.serve(line.server(), server(meeting.comer())));
        DataInputStream answers = new DataInputStream(line.client().in());
        for (Said each : meeting.said()) {
            switch (each.speaker()) {
                case CLIENT -> line.client().out().write(each.frame().bytes());
                case SERVER ->
                        assertThat(answer(answers, each.frame()).promise())
                                .isEqualTo(each.frame().promise());
            }
        }
        line.client().close();
        serving.join();
    }

    private static Frame answer(DataInputStream in, Frame expected) throws IOException {
        if (expected.isGreeting()) {
            return new Frame(in.readNBytes(Frame.GREETING_SIZE));
        }
        Frame frame = next(in);
        while (frame.isControl()) {
            frame = next(in);
        }
        return frame;
    }

    private static Frame next(DataInputStream in) throws IOException {
        byte[] rest = new byte[in.readInt()];
        in.readFully(rest);
        return new Frame(
                ByteBuffer.allocate(Integer.BYTES + rest.length)
                        .putInt(rest.length)
                        .put(rest)
                        .array());
    }

    /** What was said now lies in {@code target/transcripts} then: the README says what of it. */
    @ParameterizedTest
    @EnumSource(Stories.class)
    void aClientWritesAsEver(Stories story) throws Exception {
        Recorder recorder = new Recorder(this::server);
        story.tell(recorder);
        Path now = Files.createDirectories(Path.of("target/transcripts")).resolve(story.file());
        Files.writeString(now, recorder.transcript().text());
        assertThat(recorder.transcript().of(Speaker.CLIENT))
                .isEqualTo(read(NEWEST + "/" + story.file()).of(Speaker.CLIENT));
    }

    @Test
    void everyMessageIsInATranscript() throws Exception {
        Set<String> said = new HashSet<>();
        for (String name : names()) {
            read(name).meetings().stream()
                    .flatMap(meeting -> meeting.said().stream())
                    .forEach(each -> said.add(each.frame().name()));
        }
        assertThat(
                        Arrays.stream(MessageType.values())
                                .filter(type -> !UNRECORDED.contains(type))
                                .map(type -> type.name().toLowerCase(Locale.ROOT)))
                .isSubsetOf(said);
    }
}
