"""Is this picture one we have seen before: whole, cropped, stamped, turned or photographed again? (pure)

A picture is drawn on a small grey sheet (`sheet`). Two indexes find candidates: a hash of the whole (`whole_hash`) and
words of its key points (`key_points`), which outlive crops and stamps. A candidate counts only after both sheets were
laid over each other and compared place by place (`laying`, `sameness`): flyers of one template with another
firm or another rate share most of their surface and are not one. `grouping` does all of it over a folder.
"""
