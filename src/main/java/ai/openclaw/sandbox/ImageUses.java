package ai.openclaw.sandbox;

/// Keeps account of the images that an engine pulls, so that they can go when nobody uses them any
/// more. Its calls do not fail.
public interface ImageUses {

    /// Keeps none.
    ImageUses NONE =
            new ImageUses() {
                @Override
                public void used(String image) {}

                @Override
                public void pulled(String image) {}
            };

    /// Comes before the engine looks whether the image is there: if it is just being removed, this
    /// waits until it is gone.
    void used(String image);

    /// It was not there and is now.
    void pulled(String image);
}
