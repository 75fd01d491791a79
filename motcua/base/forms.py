"""How every form of the house is drawn."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draw fields with their label, hint and error together; the templates stand in `templates/motcua/forms/`."""

    form_template_name = "motcua/forms/form.html"
    field_template_name = "motcua/forms/field.html"
