package dev.holdfast.server.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.MalformedException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static String name(String json) throws MalformedException {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), object -> object.text("name"));
    }

    @Test
    void aFieldIsReadAsItWasWritten() throws MalformedException {
        byte[] file = Json.file(json -> json.writeStringField("name", "a \"b\" \n ü"));
        assertThat(Json.<String>read(file, object -> object.text("name")))
                .isEqualTo("a \"b\" \n ü");
    }

    @Test
    void aLineIsOneLine() {
        byte[] line = Json.line(json -> json.writeStringField("name", "a\nb"));
        assertThat(new String(line, StandardCharsets.UTF_8)).isEqualTo("{\"name\":\"a\\nb\"}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "{\"name\":1}",
                "{\"name\":null}",
                "{\"name\":1.5}",
                "{\"name\":\"a\",\"name\":\"b\"}",
                "{\"name\":\"a\",\"other\":1}",
                "{\"name\":\"a\"} {}",
                "{\"name\":\"a\",\"x\":[[[[[[[[[1]]]]]]]]]}",
                "{\"name\":99999999999999999999}",
            })
    void whatIsNotExactlyTheObjectIsMalformed(String json) {
        assertThatThrownBy(() -> name(json)).isInstanceOf(MalformedException.class);
    }

    @Test
    void aValueThatCannotBeIsMalformed() {
        byte[] json = "{}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() ->
                        Json.read(
                                json,
                                object -> {
                                    throw new IllegalArgumentException("no such port");
                                }))
                .isInstanceOf(MalformedException.class)
                .hasMessage("no such port");
    }
}
