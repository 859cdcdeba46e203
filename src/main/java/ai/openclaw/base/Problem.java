package ai.openclaw.base;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A refusal as the client sees it (RFC 9457).
///
/// @param kind becomes `type`, `title` and `status`
/// @param detail what happened this time, for a person
/// @param instance an id under which the log has more, for failures of our own
/// @param errors the fields that are wrong, for bad input
/// @param headers to be sent along, such as `Retry-After`
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"type", "title", "status", "detail", "instance", "errors"})
public record Problem(
        @JsonIgnore ProblemType kind,
        String detail,
        @Nullable String instance,
        @Nullable List<FieldError> errors,
        @JsonIgnore Map<String, String> headers) {

    public static Problem of(ProblemType kind, String detail) {
        return new Problem(kind, detail, null, null, Map.of());
    }

    public static Problem of(ProblemType kind, List<FieldError> errors) {
        String detail =
                errors.size() == 1
                        ? errors.getFirst().field() + ": " + errors.getFirst().message()
                        : errors.size() + " fields are not valid.";
        return new Problem(kind, detail, null, List.copyOf(errors), Map.of());
    }

    public Problem withHeader(String name, String value) {
        var more = new java.util.LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(kind, detail, instance, errors, Map.copyOf(more));
    }

    public String getType() {
        return kind.uri();
    }

    public String getTitle() {
        return kind.title();
    }

    public int getStatus() {
        return kind.status().value();
    }
}
