package io.omne.embedding.application.claims;

import io.omne.embedding.api.Claim;
import java.util.ArrayList;
import java.util.List;

/// Divides claims into groups that are embedded and finished together. A group is small enough to be done soon, and
/// large enough to share a transaction.
final class ClaimGroups {

    private static final int CHARACTERS_A_GROUP = 8_000;

    private ClaimGroups() {}

    /// Divides the claims into groups and keeps their order.
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
