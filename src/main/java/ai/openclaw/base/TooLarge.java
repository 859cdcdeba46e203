package ai.openclaw.base;

/// More bytes than allowed. Becomes a 413 problem that names the field.
public class TooLarge extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final String field;

    public TooLarge(String field, String detail) {
        super(detail);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
