package ai.openclaw.model;

/// A provider gave no list of models. The message says why, for people, without any key.
final class ListingFailed extends Exception {

    private static final long serialVersionUID = 1L;

    ListingFailed(String message) {
        super(message);
    }
}
