from django.urls import include, path

from motcua.systems.plans.office import plans, scores, signs, targets, watch
from motcua.systems.plans.portal import plan, records, target

urlpatterns = [
    path("van-phong/dau-hieu/", watch.watch, name="watch"),
    path("van-phong/dau-hieu/soan/moi/", signs.new, name="watch_new"),
    path("van-phong/dau-hieu/soan/<slug:name>/", signs.listed, name="watch_edit"),
    path("van-phong/dau-hieu/soan/<slug:name>/danh-sach.yaml", signs.file, name="watch_file"),
    path("van-phong/dau-hieu/soan/<slug:name>/nap/", signs.upload, name="watch_upload"),
    path("van-phong/dau-hieu/soan/<slug:name>/dau-hieu/", signs.sign, name="sign_new"),
    path("van-phong/dau-hieu/soan/<slug:name>/dau-hieu/<slug:sign>/", signs.sign, name="sign_edit"),
    path("van-phong/dau-hieu/<slug:key>/", watch.sign, name="watch_sign"),
    path("van-phong/dau-hieu/<slug:plan>/<str:target>/", watch.left_out, name="watch_target"),
    path("", include("motcua.systems.plans.opendata.urls")),
    path("ke-hoach/", plan.plans, name="plans"),
    path("ke-hoach/<slug:plan>/", plan.plan, name="plan"),
    path("ke-hoach/<slug:plan>.pdf", plan.paper, name="plan_paper"),
    path("ke-hoach/<slug:plan>/<str:target>/", target.target, name="plan_target"),
    path("ke-hoach/<slug:plan>/<str:target>/ghi-chu/", target.note, name="plan_note"),
    path("ke-hoach/<slug:plan>/<str:target>/ho-so/", records.records, name="plan_records"),
    path("ke-hoach/<slug:plan>/<str:target>/ho-so.<str:kind>", records.export, name="plan_export"),
    path("van-phong/ke-hoach/", plans.listed, name="plan_desk"),
    path("van-phong/ke-hoach/moi/", plans.new, name="plan_new"),
    path("van-phong/ke-hoach/<slug:plan>/", plans.plan, name="plan_edit"),
    path("van-phong/ke-hoach/<slug:plan>/ke-hoach.yaml", plans.file, name="plan_file"),
    path("van-phong/ke-hoach/<slug:plan>/nap/", plans.upload, name="plan_upload"),
    path("van-phong/ke-hoach/<slug:plan>/diem/", scores.scores, name="plan_scores"),
    path("van-phong/ke-hoach/<slug:plan>/diem/<str:target>/", scores.target, name="target_scores"),
    path("van-phong/ke-hoach/<slug:plan>/chi-tieu/", targets.target, name="target_new"),
    path("van-phong/ke-hoach/<slug:plan>/chi-tieu/<str:target>/", targets.target, name="target_edit"),
]
