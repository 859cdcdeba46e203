package ai.openclaw.base;

import java.util.List;
import java.util.stream.Collectors;

/// The request cannot be carried out as it is. Becomes a 400 problem that names every bad field.
public class InvalidRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final transient List<FieldError> errors;

    public InvalidRequest(List<FieldError> errors) {
        super(
                errors.stream()
                        .map(e -> e.field() + ": " + e.message())
                        .collect(Collectors.joining("; ")));
        this.errors = List.copyOf(errors);
    }

    public static InvalidRequest of(String field, String message) {
        return new InvalidRequest(List.of(new FieldError(field, message)));
    }

    public List<FieldError> errors() {
        return errors;
    }
}
