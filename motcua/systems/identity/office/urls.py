from django.urls import path

from motcua.systems.identity.office import keys

app_name = "keys"
urlpatterns = [
    path("", keys.mine, name="mine"),
    path("<int:token_id>/thu-hoi/", keys.revoke, name="revoke"),
]
