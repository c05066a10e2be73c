package io.github.ccatobs.pat.entrypoint.page;

import java.util.LinkedHashMap;
import java.util.Map;

/** Whole reports, for browsers. */
public final class SamplePages {

    private SamplePages() {}

    /** All is well in so many repositories. */
    public static String wellIn(int repositories) {
        return Report.html(SampleOverviews.page(SampleOverviews.well(repositories)));
    }

    /** A report in each state that looks different, by a name for its picture. */
    public static Map<String, String> all() {
        Map<String, Overview> all = new LinkedHashMap<>();
        all.put("well", SampleOverviews.well(12));
        all.put("two-missing", SampleOverviews.twoMissing());
        all.put("could-not-tell", SampleOverviews.couldNotTell());
        all.put("rotation-running", SampleOverviews.rotating());
        all.put("rotation-waiting", SampleOverviews.waiting());
        all.put("token-expired", SampleOverviews.expired());
        all.put("no-audit", SampleOverviews.noAudit());
        all.put("store-away", SampleOverviews.unreadableStore());
        all.put("long-names", SampleOverviews.longNames());
        all.put("one-repository", SampleOverviews.well(1));
        all.put("odd-texts", SampleOverviews.saying("<b>שלום</b> 🚀 " + "x".repeat(100)));
        Map<String, String> html = new LinkedHashMap<>();
        all.forEach((name, seen) -> html.put(name, Report.html(SampleOverviews.page(seen))));
        return html;
    }
}
