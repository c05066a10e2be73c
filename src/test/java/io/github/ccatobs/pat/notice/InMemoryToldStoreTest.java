package io.github.ccatobs.pat.notice;

/** The double is held to the contract too. */
class InMemoryToldStoreTest extends ToldStoreContract {

    private final InMemoryToldStore store = new InMemoryToldStore();

    @Override
    protected ToldStore open() {
        return store;
    }
}
