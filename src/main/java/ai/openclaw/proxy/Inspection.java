package ai.openclaw.proxy;

import static ai.openclaw.agent.ModelFeature.HOSTED_MCP;
import static ai.openclaw.agent.ModelFeature.PROVIDER_STATE;
import static ai.openclaw.agent.ModelFeature.REMOTE_URLS;
import static ai.openclaw.agent.ModelFeature.SERVER_TOOLS;

import ai.openclaw.agent.ModelFeature;
import ai.openclaw.base.Text;
import ai.openclaw.model.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Finds what would make the provider act for the sandbox. Pure. What is not known to run in the
/// sandbox is taken for something that runs at the provider: kinds of tools are listed that are
/// fine, and not those that are not.
final class Inspection {

    /// Tools that the program itself carries out, by their `type`.
    private static final Set<String> OPENAI_CLIENT =
            Set.of("function", "custom", "local_shell", "apply_patch", "computer_use_preview");

    /// Those of Anthropic carry a date, as in `bash_20250124`.
    private static final List<String> ANTHROPIC_CLIENT =
            List.of("custom", "bash_", "text_editor_", "computer_", "memory_");

    /// Fields whose mere presence says it, whatever dialect.
    private static final Map<String, ModelFeature> FIELDS =
            Map.of(
                    "mcp_servers", HOSTED_MCP,
                    "container", SERVER_TOOLS,
                    "web_search_options", SERVER_TOOLS,
                    "plugins", SERVER_TOOLS,
                    "prompt", PROVIDER_STATE,
                    "previous_response_id", PROVIDER_STATE,
                    "conversation", PROVIDER_STATE);

    /// Top-level fields that are looked at otherwise, or say only what an answer must look like.
    private static final Set<String> TOP =
            Set.of("tools", "mcp_servers", "text", "response_format", "output_config", "metadata");

    private static final Pattern ADDRESS = Pattern.compile("^\\s*(?:[A-Za-z][A-Za-z0-9+.-]*:|//)");

    private static final int MOST = 20;

    private final Dialect dialect;
    private final List<Gap> gaps = new ArrayList<>();

    private Inspection(Dialect dialect) {
        this.dialect = dialect;
    }

    /// At most 20 of them; more say no more.
    static List<Gap> of(Dialect dialect, JsonNode request) {
        var inspection = new Inspection(dialect);
        inspection.fields(request);
        inspection.tools(request.path("tools"), "tools");
        inspection.content(request, null);
        return inspection.gaps;
    }

    private void fields(JsonNode request) {
        FIELDS.forEach((name, feature) -> {
            if (present(request.path(name))) {
                found(name, name, feature);
            }
        });
    }

    private static boolean present(JsonNode value) {
        return !value.isMissingNode()
                && !value.isNull()
                && !(value.isContainer() && value.isEmpty());
    }

    private void tools(JsonNode tools, String path) {
        for (int i = 0; i < tools.size(); i++) {
            var tool = tools.path(i);
            String at = path + "[" + i + "]";
            String type = tool.path("type").asString("");
            if (dialect == Dialect.ANTHROPIC ? anthropicClient(type) : openAiClient(tool, type)) {
                continue;
            }
            found(
                    at + ".type",
                    type,
                    type.contains("mcp") || tool.has("server_url") ? HOSTED_MCP : SERVER_TOOLS);
        }
    }

    private static boolean anthropicClient(String type) {
        return type.isEmpty() || ANTHROPIC_CLIENT.stream().anyMatch(type::startsWith);
    }

    private static boolean openAiClient(JsonNode tool, String type) {
        return switch (type) {
            case "shell" -> {
                String where = tool.path("environment").path("type").asString("local");
                yield where.equals("local");
            }
            case "namespace" -> {
                for (var inner : tool.path("tools")) {
                    if (!openAiClient(inner, inner.path("type").asString(""))) {
                        yield false;
                    }
                }
                yield true;
            }
            default -> OPENAI_CLIENT.contains(type);
        };
    }

    /// Where something stands; spelled out only when it is needed.
    private record Path(@Nullable Path up, String step) {

        @Override
        public String toString() {
            return up == null ? step : up + step;
        }
    }

    /// Everything below: addresses to fetch, and things that are kept at the provider.
    private void content(JsonNode node, @Nullable Path path) {
        if (gaps.size() >= MOST) {
            return;
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                if (node.path(i).isContainer()) {
                    content(node.path(i), new Path(path, "[" + i + "]"));
                }
            }
        } else if (node.isObject()) {
            object(node, path);
            for (var field : node.properties()) {
                if (field.getValue().isContainer() && !said(field.getKey(), path)) {
                    content(field.getValue(), below(path, field.getKey()));
                }
            }
        }
    }

    private static Path below(@Nullable Path path, String field) {
        return new Path(path, path == null ? field : "." + field);
    }

    /// What an answer must look like, and what a model has put into a call of a tool, is nothing
    /// that a provider acts on; tools are looked at by themselves.
    private static boolean said(String field, @Nullable Path path) {
        return path == null
                ? TOP.contains(field)
                : field.equals("input") || field.equals("arguments");
    }

    private void object(JsonNode node, @Nullable Path path) {
        String type = node.path("type").asString("");
        address(node.path("image_url"), below(path, "image_url"));
        address(node.path("image_url").path("url"), below(path, "image_url.url"));
        address(node.path("file_url"), below(path, "file_url"));
        address(node.path("video_url").path("url"), below(path, "video_url.url"));
        address(node.path("file").path("file_data"), below(path, "file.file_data"));
        if (type.equals("url")) {
            address(node.path("url"), below(path, "url"));
        }
        if (type.equals("item_reference")) {
            found(below(path, "type").toString(), type, PROVIDER_STATE);
        } else if (present(node.path("file_id"))) {
            found(below(path, "file_id").toString(), "file_id", PROVIDER_STATE);
        }
    }

    /// Whatever is no data in the request itself is fetched by somebody.
    private void address(JsonNode url, Path path) {
        if (url.isString()) {
            String start =
                    url.stringValue().substring(0, Math.min(200, url.stringValue().length()));
            if (!start.toLowerCase(Locale.ROOT).startsWith("data:")
                    && ADDRESS.matcher(start).find()) {
                found(path.toString(), start, REMOTE_URLS);
            }
        }
    }

    private void found(String field, String what, ModelFeature feature) {
        if (gaps.size() < MOST) {
            gaps.add(new Gap(Text.printable(field, 100), Text.printable(what, 80), feature));
        }
    }
}
