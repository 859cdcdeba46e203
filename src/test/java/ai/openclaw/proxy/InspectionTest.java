package ai.openclaw.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import ai.openclaw.agent.ModelFeature;
import ai.openclaw.model.Dialect;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What of a request would let the provider act for the sandbox, and where the proxy writes into
/// one.
class InspectionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ANTHROPIC | {'tools':[{'name':'a','input_schema':{}},{'type':'web_search_20250305','name':'w'}]} | tools[1].type | SERVER_TOOLS",
                "ANTHROPIC | {'tools':[{'type':'code_execution_20250825','name':'c'}]} | tools[0].type | SERVER_TOOLS",
                "ANTHROPIC | {'tools':[{'type':'mcp_toolset','mcp_server_name':'c'}]} | tools[0].type | HOSTED_MCP",
                "ANTHROPIC | {'mcp_servers':[{'type':'url','url':'https://x.example'}]} | mcp_servers | HOSTED_MCP",
                "ANTHROPIC | {'container':{'skills':[1]}} | container | SERVER_TOOLS",
                "ANTHROPIC | {'messages':[{'content':[{'type':'image','source':{'type':'url','url':'https://x.example/a.png'}}]}]} | messages[0].content[0].source.url | REMOTE_URLS",
                "ANTHROPIC | {'messages':[{'content':[{'type':'tool_result','content':[{'type':'image','source':{'type':'url','url':'http://x'}}]}]}]} | messages[0].content[0].content[0].source.url | REMOTE_URLS",
                "ANTHROPIC | {'messages':[{'content':[{'type':'document','source':{'type':'file','file_id':'f'}}]}]} | messages[0].content[0].source.file_id | PROVIDER_STATE",
                "CHAT | {'tools':[{'type':'web_search'}]} | tools[0].type | SERVER_TOOLS",
                "CHAT | {'web_search_options':{'a':1}} | web_search_options | SERVER_TOOLS",
                "CHAT | {'plugins':[{'id':'web'}]} | plugins | SERVER_TOOLS",
                "CHAT | {'messages':[{'content':[{'type':'image_url','image_url':{'url':'HTTPS://x.example'}}]}]} | messages[0].content[0].image_url.url | REMOTE_URLS",
                "CHAT | {'messages':[{'content':[{'type':'image_url','image_url':{'url':' gs://bucket/x'}}]}]} | messages[0].content[0].image_url.url | REMOTE_URLS",
                "CHAT | {'messages':[{'content':[{'type':'file','file':{'file_id':'f'}}]}]} | messages[0].content[0].file.file_id | PROVIDER_STATE",
                "RESPONSES | {'tools':[{'type':'mcp','server_url':'https://x'}]} | tools[0].type | HOSTED_MCP",
                "RESPONSES | {'tools':[{'type':'web_search_preview'}]} | tools[0].type | SERVER_TOOLS",
                "RESPONSES | {'tools':[{'type':'code_interpreter'}]} | tools[0].type | SERVER_TOOLS",
                "RESPONSES | {'tools':[{'type':'shell','environment':{'type':'container_auto'}}]} | tools[0].type | SERVER_TOOLS",
                "RESPONSES | {'tools':[{'type':'not yet invented'}]} | tools[0].type | SERVER_TOOLS",
                "RESPONSES | {'input':[{'content':[{'type':'input_image','image_url':'https://x'}]}]} | input[0].content[0].image_url | REMOTE_URLS",
                "RESPONSES | {'input':[{'content':[{'type':'input_file','file_url':'https://x'}]}]} | input[0].content[0].file_url | REMOTE_URLS",
                "RESPONSES | {'previous_response_id':'r'} | previous_response_id | PROVIDER_STATE",
                "RESPONSES | {'prompt':{'id':'p'}} | prompt | PROVIDER_STATE",
            })
    void whatActsForTheSandboxIsFound(
            Dialect dialect, String request, String field, ModelFeature feature) throws Exception {
        assertThat(Inspection.of(dialect, parse(request).tree()))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.field()).isEqualTo(field);
                    assertThat(it.feature()).isEqualTo(feature);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ANTHROPIC | {'tools':[{'name':'a','input_schema':{'properties':{'file_id':{'type':'url'}}}},{'type':'bash_20250124'},{'type':'custom'},{'type':'text_editor_20250728'}]}",
                "ANTHROPIC | {'messages':[{'content':[{'type':'image','source':{'type':'base64','data':'aaaa'}},{'type':'text','text':'see https://x.example'}]}]}",
                "ANTHROPIC | {'messages':[{'content':[{'type':'tool_use','input':{'type':'url','url':'https://x.example','file_id':'f'}}]}],'mcp_servers':[]}",
                "CHAT | {'tools':[{'type':'function','function':{'name':'f','parameters':{}}}],'messages':[{'content':[{'type':'image_url','image_url':{'url':'data:image/png;base64,aaaa'}}]}]}",
                "CHAT | {'messages':[{'role':'user','content':'fetch https://x.example'}]}",
                "RESPONSES | {'tools':[{'type':'function'},{'type':'custom'},{'type':'local_shell'},{'type':'shell'},{'type':'namespace','tools':[{'type':'function'}]}],'input':'https://x.example'}",
                "RESPONSES | {'previous_response_id':null,'text':{'format':{'type':'json_schema','schema':{'file_id':'x'}}}}",
            })
    void whatRunsInTheSandboxIsFine(Dialect dialect, String request) throws Exception {
        assertThat(Inspection.of(dialect, parse(request).tree())).isEmpty();
    }

    @Test
    void onlyTheModelsNameAndTheUsageOptionAreWritten() throws Exception {
        String request = " { \"x\" : [1, {\"model\":\"no\"}],\n\"model\" :\"mine\" , \"y\":\"é\"}";
        var asked = Asked.parse(request.getBytes(StandardCharsets.UTF_8));

        assertThat(text(asked.body("mine", false))).isEqualTo(request);
        assertThat(text(asked.body("the/other", false)))
                .isEqualTo(request.replace("\"mine\"", "\"the/other\""));
        assertThat(text(asked.body("mine", true)))
                .isEqualTo(
                        request.replaceFirst(
                                "\\{", "{\"stream_options\":{\"include_usage\":true},"));
        var with =
                parse("{'stream_options':{'include_usage':false,'a':1},'model':'m','messages':[]}");
        assertThat(text(with.body("m", true)))
                .contains("\"stream_options\":{\"include_usage\":true,\"a\":1}")
                .contains("'messages':[]".replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]",
                "{}",
                "{'model':7}",
                "{'model':''}",
                "{'model':'a','model':'b'}",
                "{'model':'a'",
                "''"
            })
    void whatCannotBeReadInOneWayIsRefused(String request) {
        org.assertj.core.api.Assertions.assertThatThrownBy(() ->
                        Asked.parse(request.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Asked.Unreadable.class);
    }

    @Test
    void hostileDepthAndNamesTakeNoTime() throws Exception {
        String name = "n".repeat(40_000);
        var request = new StringBuilder("{\"model\":\"m\",\"").append(name).append("\":[");
        for (int i = 0; i < 200_000; i++) {
            request.append("{},");
        }
        var asked = Asked.parse(request.append("1]}").toString().getBytes(StandardCharsets.UTF_8));
        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                java.time.Duration.ofSeconds(10), () -> Inspection.of(Dialect.CHAT, asked.tree()));
    }

    private static Asked parse(String request) throws Asked.Unreadable {
        String json = request.replace('\'', '"').strip();
        String whole = json.contains("\"model\"") ? json : "{\"model\":\"m\"," + json.substring(1);
        return Asked.parse(whole.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
