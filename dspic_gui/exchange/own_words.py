"""The words that stand in every dataset of this program, so that finding them in a hand-over says nothing of a patient."""

from __future__ import annotations

WORDS = """
schema dataset name readers codes vote quorum iou centre_inside outline protocol blind_to_report order given random seed adjudicator
studies patient date sex age tracer views file frame sha256 reason corrected_by scans pictures readings consensus truth audit reports
description suggestion version flags shapes imagePath imageData imageHeight imageWidth label points group_id shape_type polygon rectangle
mask locked certain symmetric normal metastatic arthritic dspic study view ANT POST reader state draft sealed answer abnormal says_normal
sealed_at unblinded source_sha256 checksum display audit_head uid disease part side certainty ellipse statistics cx cy rx ry angle_deg
pixels area_mm2 total mean maximum share_of_maximum ratio seal save seq at act files prev hash settle settled votes result provisional
adjudicate dissent unsettled rule majority medoid union intersection staple queue problems program revision similarities mean_iou lesion
assisted assisted_readers network repeats ordered_by feedback case end
marks labels readers unblinded_readers study_vote metastatic & arthritic simulation warning Simulated scans; not patients.
DICM DERIVED ORIGINAL PRIMARY WHOLE BODY EMISSION MONOCHROME2 YES MODIFIED REMOVED SCT DCM Anterior projection Posterior projection
1.2.840.10008.5.1.4.1.1.20 1.2.840.10008.1.2.1 1.2.826.0.1.3680043.8.498.1 PYDICOM 3.0.2 none bilateral true false null
no_majority contradicted no_place outlines_far_apart label_doubted lesion_is_clear normal_variant spine asymmetry symmetric_joints
low_counts artefact label_wrong outline_wrong unanimous other target basis by rejected comment
1.dcm 399321004 399001007 The file's view code says anterior. The file's view code says posterior.
"""
WORDS += "0" * 64
