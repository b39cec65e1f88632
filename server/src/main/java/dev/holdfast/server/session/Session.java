package dev.holdfast.server.session;

import dev.holdfast.protocol.message.Answer;
import dev.holdfast.protocol.message.Request;
import dev.holdfast.protocol.wire.PeerGoneException;
import dev.holdfast.protocol.wire.ProtocolException;
import dev.holdfast.protocol.wire.ServerConnection;
import dev.holdfast.server.report.RunWatch;
import dev.holdfast.store.vault.TakenOverException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Serves one connection. Requests are answered one after another, in the order in which they come.
 * However the connection ends, what was sent and is good stays. When the world fails the backup
 * that was under way is given up, with a sentence, and nothing else: another may begin.
 */
public final class Session {
    private final ServerConnection connection;
    private final Conversation conversation;
    private final SessionSetting setting;

    /** Why the session cannot go on. */
    private String over = "";

    private Session(
            ServerConnection connection, Conversation conversation, SessionSetting setting) {
        this.connection = connection;
        this.conversation = conversation;
        this.setting = setting;
    }

    /** A session of a client; takes the connection over. */
    public static Session of(
            SessionSetting setting, SessionClient client, ServerConnection connection) {
        RunWatch watch = new RunWatch(setting.clock(), client::keep);
        SessionSetting watched = setting.alsoTelling(event -> tell(watch, event));
        Conversation conversation = new ClientConversation(watched, client, watch, connection);
        return new Session(connection, conversation, watched);
    }

    private static void tell(RunWatch watch, SessionEvent event) {
        switch (event) {
            case SessionEvent.Committed(var snapshot) -> watch.committed(snapshot);
            case SessionEvent.Refused(var sentence) -> watch.refused(sentence);
            case SessionEvent.Failed(var sentence) -> watch.failed(sentence);
            case SessionEvent.Began _, SessionEvent.Ended _ -> {}
        }
    }

    /** A session of a machine that came with an invitation; takes the connection over. */
    public static Session of(SessionSetting setting, Invitee invitee, ServerConnection connection) {
        return new Session(connection, new EnrolConversation(setting, invitee), setting);
    }

    /** Serves until the other end is done or gone, and closes the connection. */
    public void serve() {
        try (connection) {
            while (over.isEmpty()) {
                ServerConnection.@Nullable Incoming incoming = connection.next();
                if (incoming == null) {
                    break;
                }
                handle(incoming.id(), incoming.request());
            }
        } catch (IOException gone) {
            over = String.valueOf(gone.getMessage());
        } finally {
            end();
        }
    }

    /** Called by another thread: {@link #serve} soon returns. */
    public void stop() {
        connection.close();
    }

    private void end() {
        giveUp(conversation::close);
        note(new SessionEvent.Ended(conversation.newBytes(), over));
    }

    private interface Closing {
        void close() throws IOException;
    }

    private void giveUp(Closing closing) {
        try {
            closing.close();
        } catch (IOException failure) {
            note(Negatives.event(Negatives.of(failure)));
        }
    }

    private void handle(int id, Request request) throws IOException {
        Answer answer = attempt(id, request);
        if (answer instanceof Answer.Negative negative) {
            refuse(id, request, negative);
        } else if (answer != null) {
            connection.answer(id, answer);
        }
    }

    private @Nullable Answer attempt(int id, Request request) throws IOException {
        try {
            return conversation.answer(id, request);
        } catch (PeerGoneException | ProtocolException gone) {
            throw gone;
        } catch (TakenOverException old) {
            over = "a newer session has taken over";
            return Negatives.of(old);
        } catch (IOException failure) {
            giveUp(conversation::abandon);
            return Negatives.of(failure);
        }
    }

    /** A put has no answer, so what is wrong with it is the last word of the connection. */
    private void refuse(int id, Request request, Answer.Negative negative) throws IOException {
        note(Negatives.event(negative));
        if (request instanceof Request.Put) {
            over = "a record could not be taken";
            connection.end(negative);
        } else {
            connection.answer(id, negative);
        }
    }

    private void note(SessionEvent event) {
        setting.log().accept(event);
    }
}
