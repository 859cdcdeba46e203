package ai.openclaw.proxy;

/// Answers in the shapes that providers give them.
public final class Recorded {

    private Recorded() {}

    public static final String ANTHROPIC_STREAM =
            """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-test","content":[],"stop_reason":null,"usage":{"input_tokens":25,"cache_creation_input_tokens":5,"cache_read_input_tokens":70,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            event: ping
            data: {"type":"ping"}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Grüß dich, \\"usage\\" 🙂"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":15}}

            event: message_stop
            data: {"type":"message_stop"}

            """;

    public static final String ANTHROPIC_JSON =
            """
            {"id":"msg_2","type":"message","role":"assistant","model":"claude-test",
             "content":[{"type":"text","text":"hello"}],"stop_reason":"end_turn","x_new":{"a":1},
             "usage":{"input_tokens":10,"cache_read_input_tokens":4,"output_tokens":6}}
            """;

    public static final String CHAT_STREAM =
            """
            data: {"id":"c1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"role":"assistant","content":"Hal"}}],"usage":null}

            data: {"id":"c1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":"stop"}],"usage":null}

            data: {"id":"c1","object":"chat.completion.chunk","choices":[],"usage":{"prompt_tokens":30,"completion_tokens":12,"prompt_tokens_details":{"cached_tokens":20},"completion_tokens_details":{"reasoning_tokens":7}}}

            data: [DONE]

            """;

    public static final String CHAT_JSON =
            """
            {"id":"c2","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant",
             "content":"hello"},"finish_reason":"stop"}],"x_new":[1],
             "usage":{"prompt_tokens":11,"completion_tokens":3,"total_tokens":14}}
            """;

    public static final String RESPONSES_STREAM =
            """
            event: response.created
            data: {"type":"response.created","response":{"id":"r1","status":"in_progress","usage":null}}

            event: response.output_text.delta
            data: {"type":"response.output_text.delta","delta":"Hallo"}

            event: response.completed
            data: {"type":"response.completed","response":{"id":"r1","status":"completed","output":[],"usage":{"input_tokens":40,"input_tokens_details":{"cached_tokens":8},"output_tokens":9,"output_tokens_details":{"reasoning_tokens":4},"total_tokens":49}}}

            """;

    public static final String EMBEDDINGS_JSON =
            """
            {"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.1,0.2]}],
             "model":"text-embedding-test","usage":{"prompt_tokens":8,"total_tokens":8}}
            """;
}
