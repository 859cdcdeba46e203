package ai.openclaw.base;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Collects what is wrong with a request, field by field, so that one answer names all of it. Not
/// for several threads.
public final class Findings {

    private static final int MOST = 100;
    private static final int LONGEST_NAME = 100;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    private final String path;
    private final List<FieldError> errors;

    public Findings() {
        this("", new ArrayList<>());
    }

    private Findings(String path, List<FieldError> errors) {
        this.path = path;
        this.errors = errors;
    }

    /// The same collection, seen from a field below this one. A name that a client made up is cut
    /// and freed of control characters.
    public Findings at(String field) {
        String name = CONTROL.matcher(field).replaceAll("?");
        if (name.length() > LONGEST_NAME) {
            name = name.substring(0, LONGEST_NAME) + "…";
        }
        return new Findings(path.isEmpty() ? name : path + "." + name, errors);
    }

    /// The same collection, seen from an element of this list.
    public Findings at(int index) {
        return new Findings(path + "[" + index + "]", errors);
    }

    /// The field that this one stands at, such as `files[2].path`.
    public String field() {
        return path;
    }

    /// @param message what is wrong and what would be right, as a sentence
    public void add(String message) {
        if (errors.size() < MOST) {
            errors.add(new FieldError(path, message));
        }
    }

    /// Adds what another check threw, below this field.
    public void add(InvalidRequest found) {
        found.errors().forEach(e -> at(e.field()).add(e.message()));
    }

    /// How many there are in the whole collection; it takes no more than 100.
    public int count() {
        return errors.size();
    }

    public boolean full() {
        return errors.size() == MOST;
    }

    public boolean none() {
        return errors.isEmpty();
    }

    /// @throws InvalidRequest with everything that was added, if anything was
    public void throwIfAny() {
        if (!errors.isEmpty()) {
            throw refusal();
        }
    }

    /// Everything that was added, to be thrown.
    public InvalidRequest refusal() {
        return new InvalidRequest(errors);
    }
}
