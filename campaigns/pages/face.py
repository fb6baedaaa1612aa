"""Under which names does the column stand on the county's portal: header, footer, telephone numbers, ICP?"""

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="site")
class SiteFace(BaseSiteSetting):
    """The names and numbers of header and footer; empty ones are left out, never invented."""

    title = models.CharField("栏目名称", max_length=30, default="防范非法集资")
    subtitle = models.CharField("栏目副名", max_length=30, blank=True, default="宣传教育专栏")
    portal_name = models.CharField("上级网站名称", max_length=40, blank=True)
    portal_url = models.URLField("上级网站网址", blank=True)
    hotline = models.CharField("政务服务热线", max_length=20, default="12345")
    report_phone = models.CharField("举报电话", max_length=20, blank=True)
    office_name = models.CharField("承办处室", max_length=40, blank=True, default="打非办")
    office_phone = models.CharField("办公电话", max_length=20, blank=True)
    office_hours = models.CharField("接听时间", max_length=40, blank=True)
    host_line = models.CharField("主办、承办", max_length=100, blank=True)
    icp = models.CharField("ICP 备案号", max_length=40, blank=True)
    site_code = models.CharField("网站标识码", max_length=20, blank=True)
    fault_url = models.URLField("“我为政府网站找错”网址", blank=True)

    panels = [
        MultiFieldPanel([FieldRowPanel([FieldPanel("title"), FieldPanel("subtitle")])], "名称"),
        MultiFieldPanel([FieldRowPanel([FieldPanel("portal_name"), FieldPanel("portal_url")])], "上级网站"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("hotline"), FieldPanel("report_phone")]),
                FieldRowPanel([FieldPanel("office_name"), FieldPanel("office_phone")]),
                FieldPanel("office_hours"),
            ],
            "电话",
        ),
        MultiFieldPanel(
            [
                FieldPanel("host_line"),
                FieldRowPanel([FieldPanel("icp"), FieldPanel("site_code")]),
                FieldPanel("fault_url"),
            ],
            "页脚",
        ),
    ]

    class Meta:
        verbose_name = "栏目页头页脚"
