from django.urls import path

from motcua.systems.office.office import accounts, lending, roles, start

urlpatterns = [
    path("van-phong/", start.desk, name="office"),
    path("van-phong/ban-phim/", start.keys, name="office_keys"),
    path("van-phong/uy-quyen/", lending.overview, name="lending"),
    path("van-phong/uy-quyen/moi/", lending.lend, name="lending_new"),
    path("van-phong/uy-quyen/<int:grant_id>/thu-hoi/", lending.take_back, name="lending_end"),
    path("van-phong/don-vi/", roles.units, name="units"),
    path("van-phong/tai-khoan/", accounts.search, name="accounts"),
    path("van-phong/tai-khoan/moi/", accounts.new, name="account_new"),
    path("van-phong/tai-khoan/<int:account_id>/", accounts.account, name="account_page"),
    path("van-phong/tai-khoan/<int:account_id>/vai-tro/", roles.give, name="account_give"),
    path(
        "van-phong/tai-khoan/<int:account_id>/vai-tro/<int:grant_id>/ket-thuc/", roles.end, name="account_end"
    ),
    path("van-phong/tai-khoan/<int:account_id>/khoa/", accounts.close, name="account_close"),
    path("van-phong/tai-khoan/<int:account_id>/mo-lai/", accounts.reopen, name="account_reopen"),
    path("van-phong/tai-khoan/<int:account_id>/xoa-du-lieu/", accounts.erase, name="account_erase"),
]
