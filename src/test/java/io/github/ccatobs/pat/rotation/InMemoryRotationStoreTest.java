package io.github.ccatobs.pat.rotation;

/** Holds the store that other tests use to the same contract. */
class InMemoryRotationStoreTest extends RotationStoreContract {

    private final RotationStore memory = new InMemoryRotationStore();

    @Override
    protected RotationStore open() {
        return memory;
    }
}
