package ai.openclaw.base;

/// One thing wrong with one field of a request, with the cure in the message.
///
/// @param field where, as a path such as `limits.memory` or `files[2].path`
/// @param message what is wrong and what would be right, as a sentence for a person
public record FieldError(String field, String message) {}
