package ai.openclaw.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What is wrong is refused with a problem that names the field, and nothing of it is written.
@TaskSlice
class TaskRefusalTest {

    @Autowired Api api;
    @Autowired JdbcClient jdbc;
    long before;

    @BeforeEach
    void count() {
        before = rows();
    }

    @AfterEach
    void nothingIsWritten() {
        assertThat(rows()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "agent          | 400 | `\"agent\": \"nobody\"`",
                "agent          | 400 | `\"agent\": \"../x\"`",
                "agent          | 400 | `\"agent\": \"default\", \"command\": null`",
                "agent          | 400 | `\"agent\": 5`",
                "prompt         | 400 | `\"prompt\": null`",
                "prompt         | 400 | `\"prompt\": \"  \"`",
                "prompt         | 400 | `\"prompt\": \"a\\u0000b\"`",
                "prompt         | 400 | `\"prompt\": \"a\\ud800b\"`",
                "command        | 400 | `\"command\": []`",
                "command        | 400 | `\"command\": \"ls\"`",
                "command[0]     | 400 | `\"command\": [\"-c\"]`",
                "command[1]     | 400 | `\"command\": [\"a\", \"x\\u0000\"]`",
                "env.A-B        | 400 | `\"env\": {\"A-B\": \"1\"}`",
                "env.A          | 400 | `\"env\": {\"A\": 1}`",
                "labels.a:b     | 400 | `\"labels\": {\"a:b\": \"1\"}`",
                "labels.a       | 400 | `\"labels\": {\"a\": \"x\\u0007\"}`",
                "labels.a?b     | 400 | `\"labels\": {\"a\\u0007b\": \"1\"}`",
                "priority       | 400 | `\"priority\": 3601`",
                "priority       | 400 | `\"priority\": \"1\"`",
                "runAt          | 400 | `\"runAt\": \"tomorrow\"`",
                "runAt          | 400 | `\"runAt\": \"+999999999-01-01T00:00:00Z\"`",
                "queueTtl       | 400 | `\"queueTtl\": \"PT0S\"`",
                "timeout        | 400 | `\"timeout\": \"forever\"`",
                "retry.backoff  | 400 | `\"retry\": {\"backoff\": \"-PT1S\"}`",
                "retry.multiplier | 400 | `\"retry\": {\"multiplier\": 0.5}`",
                "limits.memory  | 400 | `\"limits\": {\"memory\": \"lots\"}`",
                "limits.memory  | 400 | `\"limits\": {\"memory\": \"1m\"}`",
                "limits.gpus    | 400 | `\"limits\": {\"gpus\": 1}`",
                "budget.tokens  | 400 | `\"budget\": {\"tokens\": -1}`",
                "concurrencyKey | 400 | `\"concurrencyKey\": \"a\\nb\"`",
                "callbackUrl    | 400 | `\"callbackUrl\": \"ftp://x/y\"`",
                "callbackUrl    | 400 | `\"callbackUrl\": \"https://me:secret@x/y\"`",
                "callbackUrl    | 400 | `\"callbackUrl\": \"https:///y\"`",
                "callbackUrl    | 400 | `\"callbackUrl\": \"https://x/a\\nb\"`",
                "nonsense       | 400 | `\"nonsense\": true`",
                "files[0].path  | 400 | `\"files\": [{\"path\": \"../x\", \"content\": \"\"}]`",
                "files[0].path  | 400 | `\"files\": [{\"path\": \"a/../../x\", \"content\": \"\"}]`",
                "files[0].path  | 400 | `\"files\": [{\"path\": \"/etc/x\", \"content\": \"\"}]`",
                "files[0].path  | 400 | `\"files\": [{\"path\": \"a\\u001bb\", \"content\": \"\"}]`",
                "files[0].path  | 400 | `\"files\": [{\"path\": \"a//b\", \"content\": \"\"}]`",
                "files[0].path  | 400 | `\"files\": [{\"content\": \"\"}]`",
                "files[0].content | 400 | `\"files\": [{\"path\": \"a\"}]`",
                "files[0].content | 400 | `\"files\": [{\"path\": \"a\", \"content\": \"*\", \"encoding\": \"base64\"}]`",
                "files[0].encoding | 400 | `\"files\": [{\"path\": \"a\", \"content\": \"*\", \"encoding\": \"utf-7\"}]`",
                "files[0].unpack | 400 | `\"files\": [{\"path\": \"a\", \"content\": \"\", \"unpack\": true}]`",
                "files[0].upload | 400 | `\"files\": [{\"path\": \"a\", \"upload\": \"x\"}]`",
                "files[1].upload | 400 | `\"files\": [{\"path\": \"b\", \"content\": \"\"}, {\"path\": \"a\", \"upload\": \"00000000-0000-0000-0000-000000000000\"}]`",
                "files[1].path  | 400 | `\"files\": [{\"path\": \"a\", \"content\": \"\"}, {\"path\": \"a\", \"content\": \"\"}]`",
                "files[1].path  | 400 | `\"files\": [{\"path\": \"a\", \"content\": \"\"}, {\"path\": \"a/b\", \"content\": \"\"}]`",
                "files[0]       | 400 | `\"files\": [null]`",
            })
    void badFieldIsRefusedByName(String field, int status, String json) {
        String prompt = json.contains("\"prompt\"") ? "" : "\"prompt\": \"x\", ";
        String agent = json.contains("\"agent\"") ? "" : "\"agent\": \"shell\", ";

        var answer = api.post("/tasks", "{" + agent + prompt + json + "}");

        assertThat(answer.fields()).as("%s", answer.body()).containsExactly(field);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
    }

    @Test
    void malformedJsonIsRefused() {
        assertThat(api.post("/tasks", "{\"agent\": ").status()).isEqualTo(400);
        assertThat(api.post("/tasks", "").status()).isEqualTo(400);
        assertThat(api.post("/tasks", "[]").status()).isEqualTo(400);
        assertThat(api.post("/tasks", "null").status()).isEqualTo(400);
        assertThat(api.post("/tasks", "{} {}").status()).isEqualTo(400);
    }

    @Test
    void missingModelOfTheBuiltInAgentIsSaidWithTheCure() {
        var answer = api.post("/tasks", "{\"prompt\": \"Write a poem.\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fields()).containsExactly("agent");
        assertThat(answer.text("detail"))
                .contains("model", "OPENCLAW_DEFAULT_MODEL", "shell", "command");
    }

    @Test
    void builtInAgentWithoutANetworkIsRefused() {
        api.put("/agents/island", "{\"model\": \"claude-x\", \"network\": \"none\"}");

        var answer = api.post("/tasks", "{\"agent\": \"island\", \"prompt\": \"Write a poem.\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.fields()).containsExactly("agent");
        assertThat(answer.text("detail")).contains("network is none", "gateway");
    }

    @Test
    void argumentTooLongForTheKernelIsRefused() {
        var answer =
                api.post("/tasks", "{\"command\": [\"a\", \"%s\"]}".formatted("x".repeat(131_072)));

        assertThat(answer.fields()).containsExactly("command[1]");
    }

    @Test
    void tooMuchInlineContentIsRefusedAtItsField() {
        var answer =
                api.post(
                        "/tasks",
                        "{\"agent\": \"shell\", \"prompt\": \"x\", \"files\": [{\"path\": \"a\","
                                + " \"content\": \"%s\"}]}".formatted("x".repeat(1_100_000)));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.fields()).containsExactly("files");
    }

    @Test
    void fiftyMegabytesInlineAreRefusedAtTheirField() {
        var chunk = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        var head =
                "{\"agent\": \"shell\", \"prompt\": \"x\", \"files\": [{\"path\": \"a\", \"content\": \"";
        long length = head.length() + 50L * chunk.length + 4;

        var known =
                api.send(
                        BodyPublishers.fromPublisher(
                                BodyPublishers.ofInputStream(() -> fifty(head, chunk)), length));
        var chunked = api.send(BodyPublishers.ofInputStream(() -> fifty(head, chunk)));

        assertThat(known.status()).as("%s", known.body()).isEqualTo(413);
        assertThat(known.fields()).containsExactly("files[0].content");
        assertThat(chunked.status()).as("%s", chunked.body()).isEqualTo(413);
        assertThat(chunked.fields()).containsExactly("files[0].content");
    }

    @Test
    void badFilterIsRefusedByName() {
        assertThat(api.get("/tasks?state=DONE&label=x&reason=Y&from=now&status=z").fields())
                .containsExactlyInAnyOrder("state", "label", "reason", "from", "status");
        assertThat(api.get("/tasks?q=ab").fields()).containsExactly("q");
        assertThat(api.get("/tasks?limit=501").fields()).containsExactly("limit");
        assertThat(api.get("/tasks?cursor=x").fields()).containsExactly("cursor");
        assertThat(api.get("/tasks/nonsense").status()).isEqualTo(400);
    }

    private static InputStream fifty(String head, byte[] chunk) {
        List<InputStream> parts =
                new ArrayList<>(
                        List.of(new ByteArrayInputStream(head.getBytes(StandardCharsets.UTF_8))));
        for (int i = 0; i < 50; i++) {
            parts.add(new ByteArrayInputStream(chunk));
        }
        parts.add(new ByteArrayInputStream("\"}]}".getBytes(StandardCharsets.UTF_8)));
        return new SequenceInputStream(Collections.enumeration(parts));
    }

    private long rows() {
        return jdbc.sql(
                        """
                        select (select count(*) from task) + (select count(*) from blob)
                          + (select count(*) from upload) + (select count(*) from attempt)
                          + (select count(*) from idempotency_key)
                        """)
                .query(Long.class)
                .single();
    }
}
