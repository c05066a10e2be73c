package io.github.ccatobs.pat.entrypoint.page;

import java.util.LinkedHashMap;
import java.util.Map;

/** Whole reports, for browsers. */
public final class SamplePages {

    private SamplePages() {}

    /** All is well in so many repositories. */
    public static String wellIn(int repositories) {
        return Report.html(Overviews.page(Overviews.well(repositories)));
    }

    /** A report in each state that looks different, by a name for its picture. */
    public static Map<String, String> all() {
        Map<String, Overview> all = new LinkedHashMap<>();
        all.put("well", Overviews.well(12));
        all.put("two-missing", Overviews.twoMissing());
        all.put("could-not-tell", Overviews.couldNotTell());
        all.put("rotation-running", Overviews.rotating());
        all.put("rotation-waiting", Overviews.waiting());
        all.put("token-expired", Overviews.expired());
        all.put("no-audit", Overviews.noAudit());
        all.put("store-away", Overviews.unreadableStore());
        all.put("one-repository", Overviews.well(1));
        all.put("odd-texts", Overviews.saying("<b>שלום</b> 🚀 " + "x".repeat(100)));
        Map<String, String> html = new LinkedHashMap<>();
        all.forEach((name, seen) -> html.put(name, Report.html(Overviews.page(seen))));
        return html;
    }
}
