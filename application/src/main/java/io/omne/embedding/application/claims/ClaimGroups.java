package io.omne.embedding.application.claims;

import io.omne.embedding.api.Claim;
import java.util.ArrayList;
import java.util.List;

/// A group of claims is embedded and finished together: small enough to be done soon, large enough to share the
/// transaction.
final class ClaimGroups {

    private static final int CHARACTERS_A_GROUP = 8_000;

    private ClaimGroups() {}

    /// The claims, in their order, in groups.
    static List<List<Claim>> of(List<Claim> claims) {
        var groups = new ArrayList<List<Claim>>();
        var group = new ArrayList<Claim>();
        int characters = 0;
        for (Claim claim : claims) {
            int length = claim.text().length();
            if (!group.isEmpty() && characters + length > CHARACTERS_A_GROUP) {
                groups.add(List.copyOf(group));
                group.clear();
                characters = 0;
            }
            group.add(claim);
            characters += length;
        }
        if (!group.isEmpty()) {
            groups.add(List.copyOf(group));
        }
        return groups;
    }
}
