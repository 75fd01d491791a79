from django.urls import path

from motcua.systems.dossiers.portal import acts, apply, mine, papers, track

app_name = "citizen"
urlpatterns = [
    path("tra-cuu/", track.track, name="track"),
    path("nop-ho-so/<str:code>/", apply.start, name="apply"),
    path("nop-ho-so/<str:code>/bat-dau/", apply.begin, name="begin"),
    path("nop-ho-so/<str:code>/tiep/", apply.resume, name="resume"),
    path("nop-ho-so/<str:code>/giay-to/", papers.papers, name="papers"),
    path("nop-ho-so/<str:code>/kiem-tra/", apply.check, name="check"),
    path("nop-ho-so/<str:code>/xoa/", apply.drop, name="drop"),
    path("nop-ho-so/<str:code>/ban-nhap/<uuid:draft_id>/", apply.autosave, name="autosave"),
    path("nop-ho-so/<str:code>/tep/<uuid:file_id>/", apply.draft_file, name="draft_file"),
    path("nop-ho-so/<str:code>/<slug:step>/", apply.step, name="step"),
    path("ho-so-cua-toi/", mine.mine, name="mine"),
    path("ho-so-cua-toi/<str:code>/", mine.one, name="dossier"),
    path("ho-so-cua-toi/<str:code>/da-nop/", mine.filed, name="filed"),
    path("ho-so-cua-toi/<str:code>/bo-sung/", acts.supplement, name="supplement"),
    path("ho-so-cua-toi/<str:code>/nop-phi/", acts.pay, name="pay"),
    path("ho-so-cua-toi/<str:code>/rut/", acts.withdraw, name="withdraw"),
    path("ho-so-cua-toi/<str:code>/danh-gia/", acts.rate, name="rate"),
    path("ho-so-cua-toi/<str:code>/tep/<uuid:file_id>/", mine.file, name="file"),
]
